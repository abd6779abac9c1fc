import type { Delivery } from '@baton/protocol'
import { IconAlertTriangle, IconCheck, IconClock, IconMinus, IconPlayerPause } from '@tabler/icons-react'
import { webhookTexts } from '../texts/webhooks.ts'

const texts = webhookTexts.deliveries
const icons = {
  waiting: IconClock,
  held: IconPlayerPause,
  delivered: IconCheck,
  failed: IconAlertTriangle,
  cancelled: IconMinus,
}

/** How a delivery stands: a mark and a word, never a colour alone. */
export function DeliveryMark({ delivery: { status } }: { delivery: Delivery }) {
  const Icon = icons[status]
  return (
    <span className={`delivery-mark delivery-mark_${status}`}>
      <Icon size={16} aria-hidden="true" /> {texts.status[status]}
    </span>
  )
}
