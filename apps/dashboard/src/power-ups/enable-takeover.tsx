import type { Bot } from '@baton/protocol'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from 'react-router'
import { useChangeBot } from '../bots/use-bot.ts'
import { powerUpTexts as texts } from '../texts/power-ups.ts'
import { shared } from '../texts/shared.ts'
import { Callout } from '../ui/callout.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'

/** While human takeover is off: enables it without leaving the power-up, or leads to the bot's settings. */
export function EnableTakeover({ bot }: { bot: Bot }) {
  const change = useChangeBot(bot.id)
  const enabling = useMutation({ mutationFn: () => change({ humanTakeover: true }) })
  return (
    <>
      <Callout
        title={texts.calloutTitle}
        actions={
          <>
            <Button loading={enabling.isPending} onClick={() => enabling.mutate()}>
              {texts.enableNow}
            </Button>
            <Button component={Link} to={`/bots/${bot.id}/settings`} variant="subtle">
              {texts.goToSettings}
            </Button>
          </>
        }
      >
        {texts.callout}
      </Callout>
      {enabling.isError && <ProblemNotice error={enabling.error} title={shared.problem.notSaved} />}
    </>
  )
}
