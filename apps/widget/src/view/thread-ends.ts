import { showsForm } from '../chat/ask.ts'
import type { ChatState } from '../chat/chat-state.ts'
import { shownForm } from '../chat/form.ts'
import type { Ends } from './scroll-keeper.ts'

/** What stands last in the thread. */
export function threadEnds({ transcript, outbox, draft, stage, ask, form, bot }: ChatState): Ends {
  const event = transcript?.events.findLast((candidate) => candidate.type !== 'withheld')
  const entry = outbox.at(-1)
  const byCustomer = event?.type === 'message.sent' && event.actor.kind === 'customer'
  const newest = entry?.clientId ?? (byCustomer ? event.clientId : event?.seq)
  return {
    last: `${transcript?.view.id} ${newest} ${draft?.clientId} ${showsForm(ask, bot, transcript)} ${shownForm(form, transcript) !== null}`,
    own: !draft && (entry !== undefined || byCustomer),
    ready: stage === 'open',
  }
}
