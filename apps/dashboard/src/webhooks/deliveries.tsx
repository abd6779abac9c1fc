import type { DeliveryStatus, Webhook } from '@baton/protocol'
import { Button, SegmentedControl, Skeleton } from '@mantine/core'
import { useState } from 'react'
import { webhookTexts } from '../texts/webhooks.ts'
import { AfterDelay } from '../ui/after-delay.tsx'
import { Section } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { DeliveryRow } from './delivery-row.tsx'
import { ResendFailed } from './resend-failed.tsx'
import { deliveriesOf, useDeliveries } from './use-deliveries.ts'

const texts = webhookTexts.deliveries
const filters = ['all', 'failed', 'waiting'] as const
type Filter = (typeof filters)[number]
const statusOf = (filter: Filter): DeliveryStatus | undefined => (filter === 'all' ? undefined : filter)

/** What was sent, newest first, and how it went. */
export function Deliveries({ webhook }: { webhook: Webhook }) {
  const [filter, setFilter] = useState<Filter>('all')
  return (
    <Section title={texts.title} help={texts.help}>
      <div className="line line_apart line_wrap">
        <SegmentedControl
          aria-label={texts.filter}
          withItemsBorders={false}
          value={filter}
          onChange={(value) => setFilter(filters.find((one) => one === value) ?? 'all')}
          data={filters.map((value) => ({ value, label: value === 'all' ? texts.all : texts.status[value] }))}
        />
        {filter === 'failed' && <ResendFailed webhook={webhook} />}
      </div>
      <Log key={filter} webhook={webhook} filter={filter} />
    </Section>
  )
}

function Log({ webhook, filter }: { webhook: Webhook; filter: Filter }) {
  const log = useDeliveries(webhook, statusOf(filter))
  const items = deliveriesOf(log.data)
  return (
    <>
      {log.isError && !log.data && <ProblemNotice error={log.error} retry={() => void log.refetch()} />}
      {log.isPending && (
        <AfterDelay>
          <Skeleton height={60} mb="xs" />
          <Skeleton height={60} />
        </AfterDelay>
      )}
      {log.data && items.length === 0 && <p className="soft">{texts.none[filter]}</p>}
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
    </>
  )
}
