import { evidentLanguage, type Language } from '../knowledge/language-of.ts'
import { questionWords } from '../knowledge/question-words.ts'
import { sentencesOf } from '../knowledge/sentences.ts'
import type { Turn, TurnEntry } from './bot-port.ts'
import { showsFrustration } from './frustration.ts'
import { askedForHuman } from './human-request.ts'
import { offeredDetails, offeredPerson } from './phrases.ts'
import { plainSentences } from './plain-sentences.ts'
import { type SmallTalk, saysYes, smallTalkIn } from './small-talk.ts'

/** Something that wants an answer from knowledge. */
export type Question = {
  text: string
  /** The question with what was stated beside it in the same message: where it alone says too little. */
  context: string
  /** Whether it was put as a question; a mere statement needs no answer of its own beside others. */
  asked: boolean
}

/** What the unanswered messages come to. */
export type Reading = {
  /** The language to answer in. */
  language: Language
  smallTalk: ReadonlySet<SmallTalk>
  questions: readonly Question[]
  wantsHuman: boolean
  frustrated: boolean
  /** Asks again what was asked, and answered, shortly before. */
  repeats: boolean
}

/** Bounds, so that no customer can keep the server busy with reading. */
const MOST_QUESTIONS = 5
const MOST_MESSAGES = 12
const MOST_SENTENCES = 25

/** Reads all unanswered messages of a turn as one: what is asked, what is only said, and in which mood. */
export function readMessages(turn: Turn): Reading {
  const before = saidBefore(turn)
  const last = before.findLast(({ by }) => by === 'bot')?.text ?? ''
  const offered = offeredPerson(last) || offeredDetails(last)
  const messages = turn.unanswered.slice(-MOST_MESSAGES).map(({ text }) => readMessage(text, turn.bot.name, offered))
  const questions = distinct(messages.flatMap((message) => message.questions)).slice(0, MOST_QUESTIONS)
  return {
    language: languageFor(turn, before, messages),
    smallTalk: new Set(messages.flatMap(({ smallTalk }) => smallTalk)),
    questions,
    wantsHuman: messages.reduce((wants, message) => (wants || message.human !== null) && !message.takesBack, false),
    frustrated: messages.some(({ frustrated }) => frustrated),
    repeats: questions.some((question) => wasAsked(question, before)),
  }
}

/** What was said before the unanswered messages. */
export function saidBefore({ history, unanswered }: Pick<Turn, 'history' | 'unanswered'>): TurnEntry[] {
  const first = unanswered[0]?.seq ?? Number.POSITIVE_INFINITY
  const open = new Set(unanswered.map(({ seq }) => seq))
  return history.filter(({ seq, by }) => !open.has(seq) && (seq < first || by !== 'customer'))
}

type Message = {
  human: Language | null
  /** "Never mind": a request for a person in an earlier message no longer stands. */
  takesBack: boolean
  smallTalk: SmallTalk[]
  frustrated: boolean
  questions: Question[]
}

function readMessage(text: string, botName: string, offered: boolean): Message {
  const sentences = sentencesOf(text.slice(0, 4000))
    .slice(0, MOST_SENTENCES)
    .map((sentence) => readSentence(sentence, botName))
  const smallTalk = sentences.flatMap(({ talk }) => (talk === null ? [] : [talk]))
  const rest = sentences.filter(
    (sentence) => sentence.talk === null && sentence.human === null && (sentence.asked || !sentence.frustrated),
  )
  const human = sentences.find((sentence) => sentence.human !== null)?.human ?? null
  if (human === null && offered && accepts(text, sentences)) return acceptance
  return {
    human,
    takesBack: human === null && smallTalk.includes('no'),
    smallTalk,
    frustrated: sentences.some(({ frustrated }) => frustrated) || shouts(text),
    questions: questionsIn(human === null ? rest : rest.filter(({ asked }) => asked)),
  }
}

/** After an offer: yes, or the address typed into the chat instead of the form. */
function accepts(text: string, sentences: readonly Sentence[]): boolean {
  if (isAddress(text.trim())) return true
  return (
    sentences.every(({ talk, plain }) => talk !== null || saysYes(plain)) &&
    sentences.some(({ plain }) => saysYes(plain))
  )
}

/** No longer than an address can be (RFC 5321, 4.5.3.1.3): a long text of nothing but @ and dots would be read for seconds. */
const isAddress = (word: string): boolean => word.length <= 254 && /^\S+@\S+\.\S+$/.test(word)

const acceptance: Message = { human: 'en', takesBack: false, smallTalk: [], frustrated: false, questions: [] }

type Sentence = {
  text: string
  plain: string
  talk: SmallTalk | null
  human: Language | null
  frustrated: boolean
  asked: boolean
}

function readSentence(text: string, botName: string): Sentence {
  const plain = plainSentences(text).join(' , ')
  const name = plainSentences(botName).join(' ')
  // "Hello Robo" is a greeting too.
  const unnamed = ` ${plain} `.replace(` ${name} `, ' ').trim()
  const talk = smallTalkIn(plain) ?? (unnamed === '' ? null : smallTalkIn(unnamed))
  return {
    text,
    plain,
    talk: plain === '' ? wordless(text) : talk,
    human: askedForHuman(text),
    frustrated: showsFrustration(plain),
    asked: isQuestion(text, plain),
  }
}

/** "👍" agrees; "???" wants something. */
function wordless(text: string): SmallTalk {
  return /\p{Extended_Pictographic}/u.test(text) ? 'yes' : 'help'
}

const opener =
  /^(so |and |but |ok |okay |hi |hello |hey |please |sorry |, )*(what|which|who|whose|when|where|why|how|can|could|do|does|did|is|are|was|were|will|would|should|may|am|has|have|tell me|explain|show me|i (would like|want|need) to know)\b/

function isQuestion(text: string, plain: string): boolean {
  return /[?？؟]\s*["')\]]*$/.test(text.trim()) || opener.test(plain)
}

/** Each question by itself; where nothing is asked outright, all that was said together. */
function questionsIn(sentences: readonly Sentence[]): Question[] {
  const stated = sentences.filter(({ asked }) => !asked).map(({ text }) => text)
  const asked = sentences.filter((sentence) => sentence.asked)
  if (asked.length > 0) return asked.map(({ text }) => ({ text, context: [...stated, text].join(' '), asked: true }))
  const all = stated.join(' ')
  return all === '' ? [] : [{ text: all, context: all, asked: false }]
}

function shouts(text: string): boolean {
  const letters = text.replace(/[^\p{L}]/gu, '')
  return (
    letters.length >= 12 && letters === letters.toUpperCase() && letters !== letters.toLowerCase() && /!!/.test(text)
  )
}

function distinct(questions: readonly Question[]): Question[] {
  const seen = new Set<string>()
  return questions.filter(({ text }) => {
    const key = keyOf(text)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** What two ways of asking the same have in common. */
function keyOf(text: string): string {
  const { subject, asking } = questionWords(text)
  return [...subject, ...asking].sort().join(' ')
}

const RECENT = 8

/** Whether the customer asked the same shortly before and the bot has replied to it. */
function wasAsked({ text }: Question, before: readonly TurnEntry[]): boolean {
  const key = keyOf(text)
  if (key === '') return false
  const lastReply = before.findLastIndex(({ by }) => by === 'bot')
  const answered = before.slice(0, lastReply + 1).slice(-RECENT)
  return answered.some((entry) => entry.by === 'customer' && keyOf(entry.text) === key)
}

/** The language of what is unanswered; where it shows none ("ok"), that of what the customer wrote before. */
function languageFor(turn: Turn, before: readonly TurnEntry[], messages: readonly Message[]): Language {
  const now = evidentLanguage(turn.unanswered.map(({ text }) => text).join('\n'))
  const earlier = () => evidentLanguage(textBy('customer', before))
  const request = messages.find(({ human }) => human !== null && human !== 'en')?.human
  return now ?? earlier() ?? request ?? 'en'
}

function textBy(by: TurnEntry['by'], entries: readonly TurnEntry[]): string {
  return entries
    .filter((entry) => entry.by === by)
    .map(({ text }) => text)
    .join('\n')
}
