import type { Webhook } from '@baton/protocol'
import { Button, Skeleton } from '@mantine/core'
import { webhookTexts } from '../texts/webhooks.ts'
import { AfterDelay } from '../ui/after-delay.tsx'
import { Section } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { DeliveryRow } from './delivery-row.tsx'
import { deliveriesOf, useDeliveries } from './use-deliveries.ts'

const texts = webhookTexts.deliveries

/** What was sent, newest first, and how it went. */
export function Deliveries({ webhook }: { webhook: Webhook }) {
  const log = useDeliveries(webhook)
  const items = deliveriesOf(log.data)
  return (
    <Section title={texts.title} help={texts.help}>
      {log.isError && !log.data && <ProblemNotice error={log.error} retry={() => void log.refetch()} />}
      {log.isPending && (
        <AfterDelay>
          <Skeleton height={60} mb="xs" />
          <Skeleton height={60} />
        </AfterDelay>
      )}
      {log.data && items.length === 0 && <p className="soft">{texts.empty}</p>}
      {items.length > 0 && (
        <ul className="rows">
          {items.map((delivery) => (
            <DeliveryRow key={delivery.id} webhook={webhook} delivery={delivery} />
          ))}
        </ul>
      )}
      {log.hasNextPage && (
        <div>
          <Button variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            {texts.more}
          </Button>
        </div>
      )}
    </Section>
  )
}
