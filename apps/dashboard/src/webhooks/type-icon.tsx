import type { WebhookType } from '@baton/protocol'
import {
  IconAddressBook,
  IconArrowBackUp,
  IconArrowsLeftRight,
  IconForms,
  IconHandStop,
  IconHourglass,
  IconLock,
  IconMail,
  IconMessage,
  IconMessagePlus,
  IconRobotFace,
  IconUserCheck,
  IconX,
  type TablerIcon,
} from '@tabler/icons-react'

const icons: Record<WebhookType, TablerIcon> = {
  'conversation.started': IconMessagePlus,
  'conversation.escalated': IconHandStop,
  'conversation.claimed': IconUserCheck,
  'conversation.released': IconRobotFace,
  'conversation.withdrawn': IconArrowBackUp,
  'conversation.transferred': IconArrowsLeftRight,
  'conversation.requeued': IconHourglass,
  'conversation.dismissed': IconX,
  'conversation.lead_collected': IconAddressBook,
  'conversation.form_answered': IconForms,
  'conversation.closed': IconLock,
  'conversation.contact_requested': IconMail,
  'message.sent': IconMessage,
}

/** The mark of a type of webhook, the same in the catalogue and on its card. */
export function TypeIcon({ type }: { type: WebhookType }) {
  const Icon = icons[type]
  return (
    <span className="kind-sign" aria-hidden="true">
      <Icon size={20} stroke={1.6} />
    </span>
  )
}
