import { MAX_MESSAGE_LENGTH, type Offer } from '@baton/core'
import type { Answerer, Turn, TurnPart } from './bot-port.ts'
import { isStale } from './escalation-sense.ts'

export type Draft = {
  text: string
  offer: Offer | null
  sources: { title: string; url: string | null }[]
  /** What a model asked for, whatever came of it. */
  calls: { powerUp: string; input: unknown; accepted: boolean }[]
  /** Why it is not whole, for the log of the bot; null when it is. */
  failure: string | null
}

/**
 * Collects an answer, telling each piece as it comes (`offset` is where it begins). Ends early at the longest message, and
 * as soon as the turn is over. Rejects when the answerer throws or says nothing.
 */
export async function writeReply(
  answerer: Answerer,
  turn: Turn,
  told: (offset: number, text: string) => void,
): Promise<Draft> {
  const draft: Draft = { text: '', offer: null, sources: [], calls: [], failure: null }
  for await (const part of untilOver(answerer.answer(turn), turn.signal)) {
    if (part.kind === 'text') {
      const piece = part.text.slice(0, MAX_MESSAGE_LENGTH - draft.text.length)
      if (piece !== '') told(draft.text.length, piece)
      draft.text += piece
    } else add(draft, part, turn)
  }
  draft.text = asMessage(draft.text)
  if (draft.text === '' && !turn.signal.aborted) throw new Error('the answer was empty')
  return draft
}

/** What no message may hold, such as half of a character that was cut in two, is left out: it must not cost the whole answer. */
function asMessage(text: string): string {
  return text
    .replace(unreadable, '')
    .trim()
    .replace(/[ \t]+\n/g, '\n')
}

/** Control characters but tab and line feed, and halves of characters. */
const unreadable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  /[\u0000-\u0008\u000b-\u001f\u007f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

function add(draft: Draft, part: Exclude<TurnPart, { kind: 'text' }>, turn: Turn): void {
  switch (part.kind) {
    case 'source':
      draft.sources.push({ title: part.title, url: part.url })
      break
    case 'called':
      draft.calls.push({ powerUp: part.powerUp, input: part.input, accepted: part.accepted })
      break
    case 'failed':
      draft.failure = part.message
      break
    case 'offer':
      if (turn.powerUps.includes(part.offer.powerUp)) draft.offer ??= part.offer
      break
    case 'call': {
      const { kind: _, ...offer } = part
      const may = turn.powerUps.includes(part.powerUp) && turn.humanState === 'available'
      if (may && !isStale(turn, part.reason)) draft.offer = offer
    }
  }
}

/** The parts until the signal aborts, also where whoever gives them does not listen to it. */
async function* untilOver(parts: AsyncIterable<TurnPart>, signal: AbortSignal): AsyncGenerator<TurnPart> {
  const iterator = parts[Symbol.asyncIterator]()
  let stop = () => {}
  const over = new Promise<null>((resolve) => {
    stop = () => resolve(null)
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    while (!signal.aborted) {
      const next = await Promise.race([iterator.next(), over])
      if (next === null || next.done === true) return
      yield next.value
    }
  } finally {
    signal.removeEventListener('abort', stop)
    // Not awaited: it may never end.
    void Promise.resolve(iterator.return?.()).catch(() => {})
  }
}
