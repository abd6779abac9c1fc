import type { Delivery, Webhook } from '@baton/protocol'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { keys } from '../api/keys.ts'
import { redeliver } from '../api/webhooks.ts'
import { webhookTexts } from '../texts/webhooks.ts'
import { Moment } from '../ui/ages.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'

const texts = webhookTexts.deliveries
type Props = { webhook: Webhook; delivery: Delivery }

/** Everything that is known of a delivery, and the way to send it again. */
export function DeliveryDetails({ webhook, delivery }: Props) {
  return (
    <div className="delivery__details">
      <Facts delivery={delivery} />
      <Resend webhook={webhook} delivery={delivery} />
    </div>
  )
}

function Facts({ delivery }: { delivery: Delivery }) {
  const { lastAttempt, conversationId } = delivery
  const facts: [string, ReactNode][] = [
    [texts.id, <code key="id">{delivery.messageId}</code>],
    [texts.created, <Moment key="created" at={delivery.createdAt} />],
    [texts.triesLabel, delivery.attempts],
  ]
  if (lastAttempt) {
    const { responseStatus, error, durationMs, at } = lastAttempt
    facts.push([texts.lastTry, <Moment key="last" at={at} />])
    facts.push([texts.answer, responseStatus === null ? texts.noAnswer : responseStatus])
    facts.push([texts.latency, texts.took(durationMs)])
    if (error !== null) facts.push([texts.error, error])
  }
  if (conversationId !== null) {
    const link = <Link to={`/conversations/${conversationId}`}>{texts.openConversation}</Link>
    facts.push([texts.conversation, link])
  }
  return (
    <dl className="delivery__facts">
      {facts.map(([label, value]) => (
        <div key={label} className="delivery__fact">
          <dt className="soft">{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Resend({ webhook, delivery }: Props) {
  const { botId, id, enabled } = webhook
  const client = useQueryClient()
  const sending = useMutation({
    mutationFn: () => redeliver(botId, id, delivery.id),
    onSettled: () => client.invalidateQueries({ queryKey: keys.deliveries(botId, id) }),
  })
  const locked = !enabled && delivery.conversationId !== null
  return (
    <div className="stack stack_tight">
      <div className="line line_wrap">
        <Button variant="default" disabled={locked} loading={sending.isPending} onClick={() => sending.mutate()}>
          {texts.resend}
        </Button>
        <span className="small soft" role="status">
          {locked ? texts.resendLocked : sending.isSuccess ? texts.resent : ''}
        </span>
      </div>
      {sending.isError && <ProblemNotice error={sending.error} title={texts.notResent} />}
    </div>
  )
}
