import type { MemberConversation, Page } from '@baton/protocol'
import type { OpenConversations } from '../api/bots.ts'
import { customerName } from '../conversations/who.ts'
import { botTexts } from '../texts/bots.ts'

const texts = botTexts.delete
const NAMED = 4

export const countOpen = ({ waiting, held }: OpenConversations): number => waiting.items.length + held.items.length

/** Whom deleting the bot would cut off: who waits, and who is being helped by whom. */
export function OpenNow({ open: { waiting, held } }: { open: OpenConversations }) {
  return (
    <div className="open-now" role="note" aria-label={texts.openTitle}>
      <p className="strong">{texts.openTitle}</p>
      <People page={waiting} title={texts.waiting(waiting.items.length, waiting.nextCursor !== null)} />
      <People page={held} title={texts.held(held.items.length, held.nextCursor !== null)} />
      <p>{texts.told}</p>
    </div>
  )
}

function People({ page, title }: { page: Page<MemberConversation>; title: string }) {
  if (page.items.length === 0) return null
  const names = page.items.slice(0, NAMED).map(({ customer, agent }) => {
    const name = customerName(customer)
    return agent === null ? name : texts.heldBy(name, agent.name)
  })
  const rest = page.items.length - names.length
  return (
    <p>
      {title}: {names.join(', ')}
      {rest > 0 && ` ${texts.andMore(rest, page.nextCursor !== null)}`}
    </p>
  )
}
