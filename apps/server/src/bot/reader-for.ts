import { evidentLanguage, languageOf } from '../knowledge/language-of.ts'
import { plain } from '../knowledge/plain-words.ts'
import type { Passage, Turn } from './bot-port.ts'
import { openDetector } from './detect-language.ts'
import type { Reader } from './harmless-sentence.ts'
import { saidBefore } from './read-messages.ts'

/** What a model's sentences are read with: the language that the customer writes, and the names that have come up. */
export async function readerFor(turn: Turn, passages: readonly Passage[]): Promise<Reader> {
  const customer = [...saidBefore(turn).filter(({ by }) => by === 'customer'), ...turn.unanswered]
  const written = customer.map(({ text }) => text.slice(0, 2_000)).slice(-12)
  const read = [...written, turn.bot.name, ...passages.map(({ title, text }) => `${title}\n${text}`)]
  return {
    detect: await openDetector(),
    expected: evidentLanguage(written.at(-1) ?? '') ?? languageOf(written.join('\n')),
    known: new Set(plain(read.join('\n')).match(/\p{L}+/gu)),
  }
}
