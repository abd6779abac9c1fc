import { plain } from '../knowledge/plain-words.ts'
import type { OfferReason, Turn } from './bot-port.ts'
import { askedForHuman } from './human-request.ts'
import { plainSentences } from './plain-sentences.ts'
import type { Reading } from './read-messages.ts'
import { smallTalkIn } from './small-talk.ts'

/** Why the customer's own words call for a human; null when they do not. What a team configured goes before moods. */
export function senseOf(
  turn: Turn,
  reading: Pick<Reading, 'wantsHuman' | 'frustrated' | 'repeats'>,
): OfferReason | null {
  if (reading.wantsHuman) return 'direct_request'
  if (saysKeyword(turn)) return 'keyword'
  return reading.frustrated || reading.repeats ? 'frustrated' : null
}

/** Whether one of the team's words stands in what is unanswered, as a word of its own, whatever its accents and case. */
export function saysKeyword({ keywords, unanswered }: Pick<Turn, 'keywords' | 'unanswered'>): boolean {
  const saidBy = (read: typeof words) => unanswered.map(({ text }) => ` ${read(text)} `)
  const [bare, signed] = [saidBy(words), saidBy(wordsWithSigns)]
  return keywords.some((keyword) => {
    // "C++" is another word than "C".
    const [read, said] = signs.test(keyword) ? [wordsWithSigns, signed] : [words, bare]
    const wanted = read(keyword)
    if (wanted === '') return false
    // Scripts without spaces have no words of their own.
    const looked = /[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/u.test(wanted) ? wanted : ` ${wanted} `
    return said.some((text) => text.includes(looked))
  })
}

/** Signs that are part of a word, or a word of their own, where somebody made them a keyword. */
const signs = /[+#&@$€£%]/

function wordsWithSigns(text: string): string {
  return plain(text)
    .replace(/[^\p{L}\p{M}\p{N}+#&@$€£%]+/gu, ' ')
    .trim()
}

function words(text: string): string {
  return plain(text)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
}

/** The reason to give when an answer failed again after a bot's last message had to offer a human already. */
export function repeatedly(turn: Turn, reason: OfferReason): OfferReason {
  const last = turn.history.findLast(({ by }) => by === 'bot' || by === 'agent')
  const failedBefore = last?.by === 'bot' && last.offered !== undefined && failures.includes(last.offered)
  return reason === 'knowledge_gap' && failedBefore ? 'unable_to_answer' : reason
}

const failures: readonly string[] = ['knowledge_gap', 'unable_to_answer', 'bot_error']

/**
 * Whether a reason has had its human already: the customer was helped for it, and has said nothing new since. A bot that
 * fails now fails anew, whatever was before.
 */
export function isStale(turn: Pick<Turn, 'handoff' | 'unanswered' | 'history'>, reason: OfferReason): boolean {
  const { handoff, unanswered, history } = turn
  if (handoff === null || handoff.reason !== reason || reason === 'bot_error') return false
  const before = new Set(
    history.filter(({ by, seq }) => by === 'customer' && seq <= handoff.endedSeq).map(({ text }) => words(text)),
  )
  return !unanswered.some(({ seq, text }) => seq > handoff.endedSeq && isNews(text, before))
}

/** Another request for a human is news however it is worded; thanks, and what was said before, are not. */
function isNews(text: string, before: ReadonlySet<string>): boolean {
  if (askedForHuman(text) !== null) return true
  if (before.has(words(text))) return false
  return plainSentences(text).some((sentence) => smallTalkIn(sentence) === null)
}
