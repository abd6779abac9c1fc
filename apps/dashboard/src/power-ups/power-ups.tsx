import type { AddedPowerUp, PowerUpInCatalogue } from '@baton/protocol'
import { Button, Skeleton } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from 'react-router'
import { useBot } from '../bots/use-bot.ts'
import { powerUpTexts as texts } from '../texts/power-ups.ts'
import { shared } from '../texts/shared.ts'
import { AfterDelay } from '../ui/after-delay.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { PowerUpIcon } from './power-up-icon.tsx'
import { useChangePowerUps, usePowerUps } from './use-power-ups.ts'

/** The catalogue of what a bot can be given. */
export function PowerUps() {
  const bot = useBot()
  const { catalogue, added, error, retry } = usePowerUps(bot)
  if (error !== null) return <ProblemNotice error={error} retry={retry} />
  if (!catalogue || !added) {
    return (
      <AfterDelay>
        <Skeleton height={88} mb="md" />
        <Skeleton height={88} />
      </AfterDelay>
    )
  }
  return (
    <div className="stack">
      <p className="soft">{texts.lead}</p>
      {catalogue.map((one) => (
        <Card key={one.kind} powerUp={one} added={added.find(({ kind }) => kind === one.kind)} />
      ))}
    </div>
  )
}

function Card({ powerUp, added }: { powerUp: PowerUpInCatalogue; added: AddedPowerUp | undefined }) {
  const { kind, title, description } = powerUp
  const { put } = useChangePowerUps(useBot())
  const navigate = useNavigate()
  const adding = useMutation({
    mutationFn: () => put(kind, { enabled: true }),
    onSuccess: () => navigate(kind),
  })
  return (
    <article className="power-up">
      <PowerUpIcon kind={kind} />
      <div className="grow">
        <h2>{title}</h2>
        <p className="soft">{description}</p>
        {adding.isError && <ProblemNotice error={adding.error} title={shared.problem.notSaved} />}
      </div>
      {added ? (
        <div className="line">
          <span className="small soft">{added.enabled ? texts.on : texts.off}</span>
          <Button component={Link} to={kind} variant="default" aria-label={texts.settingsOf(title)}>
            {texts.settings}
          </Button>
        </div>
      ) : (
        <Button loading={adding.isPending} onClick={() => adding.mutate()} aria-label={texts.addOne(title)}>
          {texts.add}
        </Button>
      )}
    </article>
  )
}
