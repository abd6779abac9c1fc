import type { Language } from '../knowledge/language-of.ts'
import { type Answer, type Asking, answerFromKnowledge } from './answer-from-knowledge.ts'
import type { Answerer, Turn, TurnPart } from './bot-port.ts'
import { composeReply, type Findings, type Reply } from './compose-reply.ts'
import { contactWish } from './contact-wish.ts'
import { mayOfferLead } from './offer-lead.ts'
import { type Pause, pause as realPause } from './pause.ts'
import type { Quote } from './quote-passages.ts'
import { type Question, type Reading, readMessages, saidBefore } from './read-messages.ts'
import { sourcesOf } from './sources-of.ts'
import { streamWords } from './stream-words.ts'

/**
 * Answers without a model, a key or the network: quotes the bot's knowledge, and says so when nothing in it answers.
 * It does not follow the bot's instructions, which are for language models. `pause` sets the pace of the writing.
 */
export function createBuiltInAnswerer({ pause = realPause }: { pause?: Pause } = {}): Answerer {
  return {
    async *answer(turn) {
      const reading = readMessages(turn)
      const findings = await unlessAborted(look(turn, reading), turn.signal)
      if (findings === null) return
      const reply = composeReply(turn, reading, findings)
      yield* streamWords(reply.text, pause, turn.signal)
      if (!turn.signal.aborted) yield* partsAfter(reply)
    },
  }
}

function* partsAfter({ offer, lead, quotes }: Reply): Generator<TurnPart> {
  if (offer !== null) yield { kind: 'call', powerUp: 'talk_to_a_human', reason: offer }
  if (lead !== null) yield { kind: 'offer', offer: lead }
  yield* sourcesOf(quotes.map(({ passage }) => passage))
}

async function look(turn: Turn, { questions, language }: Reading): Promise<Findings> {
  const found: { question: Question; answer: Answer }[] = []
  for (const question of questions) {
    if (turn.signal.aborted) break
    found.push({ question, answer: await answerFromKnowledge(asking(turn, question, language), turn.search) })
  }
  const quotes = found.flatMap(({ answer }) => (answer.kind === 'quote' ? [answer.quote] : []))
  // Who wants to buy has not asked what nothing answers.
  const isWish = ({ text }: Question) => mayOfferLead(turn) && contactWish(text) !== null
  const open = (kind: Answer['kind']) =>
    found
      .filter(({ question }) => !isWish(question))
      .filter(({ question, answer }) => answer.kind === kind && (question.asked || quotes.length === 0)).length
  return { quotes: distinct(quotes), missing: open('nothing'), unclear: open('unclear') }
}

function asking(turn: Turn, question: Question, language: Language): Asking {
  const earlier = saidBefore(turn).findLast(({ by }) => by === 'customer')?.text ?? null
  return { ...question, earlier, language }
}

function distinct(quotes: readonly Quote[]): Quote[] {
  return quotes.filter((quote, index) => quotes.findIndex(({ text }) => text === quote.text) === index)
}

/** The result, or null as soon as the signal aborts, however long the work still takes. */
function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result | null> {
  if (signal.aborted) return Promise.resolve(null)
  return new Promise((resolve, reject) => {
    const stop = () => resolve(null)
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
