import { Button, Skeleton } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from 'react-router'
import { useBot } from '../bots/use-bot.ts'
import { botTexts } from '../texts/bots.ts'
import { shared } from '../texts/shared.ts'
import { AfterDelay } from '../ui/after-delay.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { useTalkToAHuman } from './use-talk-to-a-human.ts'

const texts = botTexts.powerUps

/** The catalogue of what a bot can be given. */
export function PowerUps() {
  const bot = useBot()
  const { powerUps, powerUp, put } = useTalkToAHuman(bot)
  const navigate = useNavigate()
  const adding = useMutation({
    mutationFn: () => put({ enabled: true }),
    onSuccess: () => navigate('talk_to_a_human'),
  })
  if (powerUps.isError && !powerUps.data) {
    return <ProblemNotice error={powerUps.error} retry={() => void powerUps.refetch()} />
  }
  if (!powerUps.data) {
    return (
      <AfterDelay>
        <Skeleton height={88} />
      </AfterDelay>
    )
  }
  return (
    <div className="stack">
      <p className="soft">{texts.lead}</p>
      <article className="power-up">
        <span className="power-up__icon" aria-hidden="true">
          <IconHandStop size={20} stroke={1.6} />
        </span>
        <div className="grow">
          <h2>{texts.talkToAHuman}</h2>
          <p className="soft">{texts.talkToAHumanHelp}</p>
        </div>
        {powerUp ? (
          <div className="line">
            <span className="small soft">{powerUp.enabled ? texts.on : texts.off}</span>
            <Button component={Link} to="talk_to_a_human" variant="default">
              {texts.settings}
            </Button>
          </div>
        ) : (
          <Button loading={adding.isPending} onClick={() => adding.mutate()}>
            {texts.add}
          </Button>
        )}
      </article>
      {adding.isError && <ProblemNotice error={adding.error} title={shared.problem.notSaved} />}
    </div>
  )
}
