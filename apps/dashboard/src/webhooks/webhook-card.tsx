import type { Webhook } from '@baton/protocol'
import { IconAlertTriangle, IconCheck, IconChevronRight } from '@tabler/icons-react'
import { Link } from 'react-router'
import { webhookTexts as texts } from '../texts/webhooks.ts'
import { Age } from '../ui/ages.tsx'
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
          <LastResult webhook={webhook} />
        </span>
        <IconChevronRight size={18} className="soft webhook__more" aria-hidden="true" />
      </Link>
    </li>
  )
}

/** On, off, or switched off by the system: a mark and a word. */
function WebhookState({ webhook }: { webhook: Webhook }) {
  const state = webhook.enabled ? 'on' : webhook.disabledReason === null ? 'off' : 'gone'
  return <span className={`switched switched_${state}`}>{texts.state[state]}</span>
}

function LastResult({ webhook: { lastResult } }: { webhook: Webhook }) {
  if (lastResult === null) return <span className="soft">{texts.none}</span>
  const { ok, at, responseStatus, error } = lastResult
  const Icon = ok ? IconCheck : IconAlertTriangle
  const words =
    responseStatus === null ? (error ?? texts.deliveries.noAnswer) : texts.deliveries.answered(responseStatus)
  return (
    <span className="line" title={`${texts.last}: ${words}`}>
      <span className={ok ? 'delivery-mark' : 'delivery-mark delivery-mark_failed'}>
        <Icon size={16} aria-hidden="true" /> {ok ? texts.deliveries.status.delivered : texts.deliveries.status.failed}
      </span>
      <Age at={at} className="soft" />
    </span>
  )
}
