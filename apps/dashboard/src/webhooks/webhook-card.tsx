import type { Webhook } from '@baton/protocol'
import { IconChevronRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { keys } from '../api/keys.ts'
import { listDeliveries } from '../api/webhooks.ts'
import { webhookTexts as texts } from '../texts/webhooks.ts'
import { Age } from '../ui/ages.tsx'
import { DeliveryMark } from './delivery-mark.tsx'
import { TypeIcon } from './type-icon.tsx'

/** One webhook on the tab: what it tells whom, whether it is on, and how the last delivery went. */
export function WebhookCard({ webhook }: { webhook: Webhook }) {
  return (
    <li>
      <Link to={webhook.id} className="rows__row webhook">
        <TypeIcon type={webhook.type} />
        <span className="grow">
          <span className="clip strong webhook__line">{texts.types[webhook.type].title}</span>
          <span className="clip small soft webhook__line">{webhook.url || texts.noUrl}</span>
        </span>
        <span className="webhook__state small">
          <WebhookState webhook={webhook} />
          <LastDelivery webhook={webhook} />
        </span>
        <IconChevronRight size={18} className="soft webhook__more" aria-hidden="true" />
      </Link>
    </li>
  )
}

/** On, off, or switched off by the system: a mark and a word. */
export function WebhookState({ webhook }: { webhook: Webhook }) {
  const state = webhook.enabled ? 'on' : webhook.disabledReason === null ? 'off' : 'gone'
  return <span className={`switched switched_${state}`}>{texts.state[state]}</span>
}

function LastDelivery({ webhook: { botId, id } }: { webhook: Webhook }) {
  const last = useQuery({
    queryKey: keys.lastDelivery(botId, id),
    queryFn: () => listDeliveries(botId, id, { limit: 1 }),
    refetchInterval: 15_000,
  })
  if (!last.data) return null
  const [delivery] = last.data.items
  if (delivery === undefined) return <span className="soft">{texts.none}</span>
  return (
    <span className="line webhook__last" title={texts.last}>
      <DeliveryMark delivery={delivery} />
      <Age at={delivery.lastAttempt?.at ?? delivery.createdAt} className="soft" />
    </span>
  )
}
