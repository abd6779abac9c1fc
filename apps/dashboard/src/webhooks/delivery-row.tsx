import type { Delivery, Webhook } from '@baton/protocol'
import { IconChevronDown } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { webhookTexts } from '../texts/webhooks.ts'
import { Moment } from '../ui/ages.tsx'
import { DeliveryDetails } from './delivery-details.tsx'
import { DeliveryMark } from './delivery-mark.tsx'
import { NextTry } from './next-try.tsx'
import { outcomeOf } from './outcome.ts'

const texts = webhookTexts.deliveries

/** One delivery: how it stands and what the last try brought; opened, everything that is known of it. */
export function DeliveryRow({ webhook, delivery }: { webhook: Webhook; delivery: Delivery }) {
  const [open, setOpen] = useState(false)
  const details = useId()
  return (
    <li className="delivery">
      <button
        type="button"
        className="rows__row delivery__row"
        aria-expanded={open}
        aria-controls={details}
        onClick={() => setOpen(!open)}
      >
        <DeliveryMark delivery={delivery} />
        <span className="grow">
          <span className="clip webhook__line">{outcomeOf(delivery)}</span>
          <span className="small soft webhook__line">
            {delivery.conversationId === null && `${texts.test}, `}
            <Moment at={delivery.lastAttempt?.at ?? delivery.createdAt} />
            {delivery.attempts > 1 && `, ${texts.tries(delivery.attempts)}`}
            <NextTry delivery={delivery} />
          </span>
        </span>
        <IconChevronDown
          size={18}
          className={open ? 'soft delivery__chevron delivery__chevron_open' : 'soft delivery__chevron'}
          aria-hidden="true"
        />
      </button>
      <div id={details} hidden={!open}>
        {open && <DeliveryDetails webhook={webhook} delivery={delivery} />}
      </div>
    </li>
  )
}
