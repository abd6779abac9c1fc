import type { MemberConversation, SearchMatch } from '@baton/protocol'
import { texts } from '../texts/conversations.ts'
import { actorName, customerName } from './who.ts'

type Props = { match: SearchMatch; customer: MemberConversation['customer']; me: string }

/** The line that a search has found, with the words in it marked. */
export function FoundWords({ match: { actor, pieces }, customer, me }: Props) {
  return (
    <>
      {actor.kind !== 'customer' && texts.lastBy(actorName(actor, me, customerName(customer)), '')}
      {pieces.map(({ text, found }, place) => (found ? <mark key={placeKey(place)}>{text}</mark> : text))}
    </>
  )
}

/** The pieces of a line never change their places. */
const placeKey = (place: number) => `piece ${place}`
