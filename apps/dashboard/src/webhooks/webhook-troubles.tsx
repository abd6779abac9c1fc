import type { UpdateWebhook, Webhook } from '@baton/protocol'
import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { webhookTexts } from '../texts/webhooks.ts'
import { Moment } from '../ui/ages.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'

const texts = webhookTexts.troubles
type Props = { webhook: Webhook; change: (change: UpdateWebhook) => Promise<unknown> }

/** Why the system switched the webhook off, or that its receiver fails; and what can be done. */
export function WebhookTroubles({ webhook, change }: Props) {
  const { disabledReason, disabledAt, failingSince } = webhook
  if (disabledReason !== null) {
    return (
      <Trouble title={texts.disabled} since={disabledAt}>
        <p>{texts.reason[disabledReason]}</p>
        <SwitchOn webhook={webhook} change={change} />
      </Trouble>
    )
  }
  if (failingSince === null) return null
  return (
    <Trouble title={texts.failing} since={failingSince}>
      <p>{texts.failingDetail}</p>
    </Trouble>
  )
}

function Trouble({ title, since, children }: { title: string; since: string | null; children: ReactNode }) {
  return (
    <div className="problem webhook-trouble" role="note" aria-label={title}>
      <IconAlertTriangle size={18} aria-hidden="true" />
      <div className="problem__words stack stack_tight">
        <p className="strong">
          {title} {since !== null && <Moment at={since} />}
        </p>
        {children}
      </div>
    </div>
  )
}

/** What was missed is sent or dropped, as is chosen here. */
function SwitchOn({ webhook: { held }, change }: Props) {
  const switching = useMutation({ mutationFn: (replay: boolean) => change({ enabled: true, replay }) })
  const choose = (replay: boolean) => () => switching.mutate(replay)
  return (
    <>
      {held > 0 && <p>{texts.held(held)}</p>}
      <div className="line line_wrap">
        <Button variant="default" loading={switching.isPending} onClick={choose(true)}>
          {held > 0 ? texts.onAndSend(held) : texts.on}
        </Button>
        {held > 0 && (
          <Button variant="default" disabled={switching.isPending} onClick={choose(false)}>
            {texts.onAndDrop}
          </Button>
        )}
      </div>
      {switching.isError && <ProblemNotice error={switching.error} title={texts.notSwitched} />}
    </>
  )
}
