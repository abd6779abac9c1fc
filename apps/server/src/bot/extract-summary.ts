import type { Event, MessageSent } from '@baton/core'
import { sentencesOf } from '../knowledge/sentences.ts'
import { askedForHuman } from './human-request.ts'
import { plainSentences } from './plain-sentences.ts'
import { smallTalkIn } from './small-talk.ts'

/** One thing that an agent should know, and the messages that it rests on, by `seq`. */
export type SummaryPoint = { text: string; messages: number[] }

/** Longest text of a point, in characters. */
const LONGEST = 240

/**
 * A summary in the words of the conversation itself, without a model: what the customer first came with, what the bot noted
 * for the team, what was said most lately, and what an agent said before. Empty where nobody has said anything.
 */
export function extractSummary(events: readonly Event[]): SummaryPoint[] {
  const messages = events.filter((event): event is MessageSent => event.type === 'message.sent')
  const substance = messages.filter((message) => message.actor.kind === 'customer' && says(message))
  const noted = messages.findLast(({ actor, data }) => actor.kind === 'bot' && data.offer?.summary !== undefined)
  const agent = messages.findLast(({ actor }) => actor.kind === 'agent')
  const chosen = [substance[0], noted, agent, substance.at(-2), substance.at(-1)]
  const spoken = chosen.length > 0 && substance.length === 0 ? [messages.find(isCustomers), ...chosen] : chosen
  const distinct = [...new Set(spoken)].filter((message) => message !== undefined)
  return distinct.sort((a, b) => a.seq - b.seq).map((message) => ({ text: wordsOf(message), messages: [message.seq] }))
}

const isCustomers = ({ actor }: MessageSent) => actor.kind === 'customer'

/** Whether a message says more than a greeting or the wish for a human. */
function says({ data }: MessageSent): boolean {
  return sentencesOf(data.text.slice(0, 4_000)).some((sentence) => {
    const plain = plainSentences(sentence).join(' , ')
    return plain !== '' && smallTalkIn(plain) === null && askedForHuman(sentence) === null
  })
}

function wordsOf({ actor, data }: MessageSent): string {
  const text = actor.kind === 'bot' ? (data.offer?.summary ?? data.text) : data.text
  const short = shortened(text)
  if (actor.kind === 'customer') return `“${short}”`
  return actor.kind === 'agent' ? `${actor.name ?? 'An agent'}: “${short}”` : short
}

function shortened(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim()
  const characters = [...flat]
  if (characters.length <= LONGEST) return flat
  const cut = characters.slice(0, LONGEST).join('')
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), LONGEST / 2))}…`
}
