import type { Offer } from '@baton/core'
import type { Answerer, Passage, Turn, TurnEntry } from './bot-port.ts'
import { failureWords } from './failure-words.ts'
import type { ReadTurnDeps, TurnBot } from './read-turn.ts'
import { type Draft, writeReply } from './write-reply.ts'

export type PreviewMessage = { by: 'customer' | 'bot'; text: string }
export type Preview = Omit<Draft, 'failure'> & {
  /** Every passage that was looked at, the best first. */
  found: readonly Passage[]
  /** Why the bot could not answer, or not wholly; null when it could. */
  failure: string | null
  offer: Offer | null
}

/** How long a preview may take, in milliseconds. */
const TIME_LIMIT = 25_000

type Deps = Omit<ReadTurnDeps, 'log'> & { answerer: Answerer }

/**
 * The answer that a customer would get after these messages, by the very same way, and how it came about. Nothing of it
 * enters a conversation; what a model uses is counted.
 */
export async function previewTurn(
  deps: Deps,
  bot: TurnBot,
  messages: readonly PreviewMessage[],
  told: (offset: number, text: string) => void,
  gone: AbortSignal,
): Promise<Preview> {
  const found: Passage[] = []
  const signal = AbortSignal.any([gone, AbortSignal.timeout(TIME_LIMIT)])
  const turn = await turnOf(deps, bot, messages, signal, found)
  const best = () => distinct(found)
  try {
    const draft = await writeReply(deps.answerer, turn, told)
    if (signal.aborted) throw new Error('the answer took too long')
    return { ...draft, found: best() }
  } catch (error) {
    const failure = error instanceof Error ? error.message.slice(0, 500) : 'unknown error'
    return { ...failureWords(turn), failure, found: best() }
  }
}

async function turnOf(
  { powerUps, search }: Deps,
  bot: TurnBot,
  messages: readonly PreviewMessage[],
  signal: AbortSignal,
  found: Passage[],
): Promise<Turn> {
  const entries: TurnEntry[] = messages.map(({ by, text }, index) => ({ seq: index + 1, by, text }))
  const answered = entries.findLastIndex(({ by }) => by === 'bot')
  const given = await powerUps(bot.id)
  return {
    bot,
    conversationId: null,
    history: entries.slice(0, answered + 1),
    unanswered: entries.slice(answered + 1),
    powerUps: given.map(({ kind }) => kind),
    powerUpSettings: Object.fromEntries(given.map(({ kind, settings }) => [kind, settings])),
    humanState: given.some(({ kind }) => kind === 'talk_to_a_human') ? 'available' : 'unavailable',
    handoff: null,
    keywords: bot.keywords,
    search: async (query, limit) => {
      const passages = await search(bot.id, query, limit)
      found.push(...passages)
      return passages
    },
    signal,
  }
}

function distinct(found: readonly Passage[]): Passage[] {
  const best = [...found].sort((a, b) => b.score - a.score)
  return best.filter(({ text }, index) => best.findIndex((other) => other.text === text) === index).slice(0, 10)
}
