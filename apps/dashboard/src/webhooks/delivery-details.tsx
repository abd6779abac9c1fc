import type { Delivery, Webhook } from '@baton/protocol'
import { Button, Skeleton } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { keys } from '../api/keys.ts'
import { getDelivery, redeliver } from '../api/webhooks.ts'
import { webhookTexts } from '../texts/webhooks.ts'
import { AfterDelay } from '../ui/after-delay.tsx'
import { Moment } from '../ui/ages.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { DeliveryTries } from './delivery-tries.tsx'
import { Payload } from './payload.tsx'

const texts = webhookTexts.deliveries
type Props = { webhook: Webhook; delivery: Delivery }

/** Everything that is known of a delivery: what is sent, every try with its answer; and the way to send it again. */
export function DeliveryDetails({ webhook, delivery }: Props) {
  const { botId, id } = webhook
  const detail = useQuery({
    // A new try is another answer, so it is asked for by the number of tries.
    queryKey: [...keys.delivery(botId, id, delivery.id), delivery.attempts],
    queryFn: () => getDelivery(botId, id, delivery.id),
    placeholderData: (before) => before,
  })
  return (
    <div className="delivery__details">
      <Resend webhook={webhook} delivery={delivery} />
      <Facts delivery={delivery} />
      {detail.isError && <ProblemNotice error={detail.error} retry={() => void detail.refetch()} />}
      {detail.isPending && (
        <AfterDelay>
          <Skeleton height={120} />
        </AfterDelay>
      )}
      {detail.data && (
        <>
          <Payload title={texts.request} text={detail.data.body} json />
          <DeliveryTries tries={detail.data.tries} />
        </>
      )}
    </div>
  )
}

function Facts({ delivery }: { delivery: Delivery }) {
  const { conversationId, sequence, outOfOrder } = delivery
  const facts: [string, ReactNode][] = [
    [texts.id, <code key="id">{delivery.messageId}</code>],
    [texts.created, <Moment key="created" at={delivery.createdAt} />],
    [texts.triesLabel, delivery.attempts],
  ]
  if (conversationId !== null) {
    const link = <Link to={`/conversations/${conversationId}`}>{texts.openConversation}</Link>
    facts.push([
      texts.conversation,
      sequence === null ? link : <span key="of">{[link, `, ${texts.event(sequence)}`]}</span>,
    ])
  }
  if (outOfOrder) facts.push([texts.order, texts.outOfOrder])
  return (
    <dl className="delivery__facts">
      {facts.map(([label, value]) => (
        <div key={label} className="fact">
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
