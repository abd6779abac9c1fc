import type { CustomerEvent, Offer } from '@baton/protocol'
import { networkTrouble } from '../texts/network-trouble.ts'
import { placeAndWait } from '../texts/sentences.ts'
import { texts } from '../texts/texts.ts'
import type { ChatState } from './chat-state.ts'
import { systemLines } from './system-line.ts'
import { type Mark, newSince, nowhere } from './what-is-new.ts'

/** What has been said aloud so far, and the last few sentences. */
export type Announcements = {
  mark: Mark
  place: string | null
  trouble: string | null
  said: readonly { key: number; text: string }[]
}

export const silence: Announcements = { mark: nowhere, place: null, trouble: null, said: [] }

/** So many sentences stay in the region; a reader has long spoken the ones before. */
const KEPT = 4

/** Adds what is new, one sentence each: messages, who joins and leaves, the place in line, a lost connection. */
export function announce(before: Announcements, state: ChatState): Announcements {
  const { transcript, bot } = state
  const view = transcript?.view
  const queue = view?.state === 'escalated' ? view.queue : null
  // The range of waits grows while one waits: said with the place, and not for itself.
  const place = queue && `${queue.position} ${queue.waitSeconds !== undefined}`
  const trouble = networkTrouble(state.network)
  const { mark, events } = newSince(before.mark, state)
  const now = { mark, place, trouble }
  const news = events.map((event) => announcement(event, bot.name))
  if (queue && place !== before.place) news.push(placeAndWait(queue))
  if (trouble !== before.trouble) news.push(trouble)

  const last = before.said.at(-1)?.key ?? 0
  const added = news.filter((text) => text !== null).map((text, index) => ({ key: last + index + 1, text }))
  return { ...now, said: added.length === 0 ? before.said : [...before.said, ...added].slice(-KEPT) }
}

/** One sentence for each event that concerns the customer; null for what they did themselves. */
export function announcement(event: CustomerEvent, botName: string): string | null {
  if (event.type === 'withheld') return null
  if (event.type !== 'message.sent')
    return (
      systemLines(event, botName)
        .map(({ text }) => text)
        .join('. ') || null
    )
  const { actor, data } = event
  if (actor.kind === 'customer') return null
  const name = actor.kind === 'agent' ? (actor.name ?? texts.kind.agent) : botName
  return `${name}: ${data.text}${offerText(data.offer)}`
}

function offerText(offer: Offer | undefined): string {
  if (!offer) return ''
  return ` ${offer.powerUp === 'talk_to_a_human' ? texts.ask.offered : texts.form.offered}`
}
