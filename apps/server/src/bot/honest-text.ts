import { isHarmless, type Reader } from './harmless-sentence.ts'
import { promisesHuman } from './human-promise.ts'

/** A piece without an end of a sentence is let go at this length, in characters. */
const LONGEST_HELD = 400

const sentenceEnd = /[.!?…]["'”’)\]]*(?=\s)|[。！？।؟]|\n/u

type Sentence = { text: string; harmless: boolean }

/**
 * A model's text on its way to the customer, sentence by sentence. What surely promises no human is let go at once; what
 * promises one by the rules is left out. From the first sentence that is neither on, all is withheld until somebody has
 * settled whether it promises one, so that no draft shows a promise that must be taken back. Marks of sources are taken
 * out and remembered.
 */
export class HonestText {
  /** Whether a sentence promised a human and was left out. */
  promised = false
  /** The numbers of the passages that the shown text refers to. */
  readonly cited = new Set<number>()
  #open = ''
  #withheld: Sentence[] = []
  readonly #waits: boolean
  readonly #passages: number
  readonly #reader: Reader

  constructor({ waits, passages, reader }: { waits: boolean; passages: number; reader: Reader }) {
    this.#waits = waits
    this.#passages = passages
    this.#reader = reader
  }

  /** What can be shown after one more piece. */
  push(piece: string): string {
    this.#open += piece
    let shown = ''
    for (;;) {
      const end = endOfSentence(this.#open)
      if (end === null) break
      shown += this.#pass(this.#open.slice(0, end))
      this.#open = this.#open.slice(end)
    }
    if (this.#open.length <= LONGEST_HELD) return shown
    const cut = this.#open.lastIndexOf(' ', LONGEST_HELD)
    const at = cut > 0 ? cut : LONGEST_HELD
    shown += this.#pass(this.#open.slice(0, at))
    this.#open = this.#open.slice(at)
    return shown
  }

  /** What can be shown of the rest when nothing more comes. */
  end(): string {
    const rest = this.#pass(this.#open)
    this.#open = ''
    return rest
  }

  /** What nobody has settled yet; empty when there is nothing. */
  get withheld(): string {
    return this.#withheld.map(({ text }) => text).join('')
  }

  /** What can be shown of it: all, or, where it promises a human or nobody can tell, only what is surely harmless. */
  settle(promises: boolean): string {
    const withheld = this.#withheld
    this.#withheld = []
    if (promises) this.promised = true
    return withheld
      .map(({ text, harmless }) => (promises && !harmless ? endOfParagraph(text) : this.#shown(text)))
      .join('')
  }

  #pass(text: string): string {
    if (text.trim() !== '' && promisesHuman(text, { waits: this.#waits })) {
      this.promised = true
      return this.#pass(endOfParagraph(text))
    }
    const harmless = isHarmless(text, this.#reader)
    if (harmless && this.#withheld.length === 0) return this.#shown(text)
    this.#withheld.push({ text, harmless })
    return ''
  }

  #shown(sentence: string): string {
    return sentence.replace(/\s?(?:\[|【)(\d{1,2}(?:\s*[,;]\s*\d{1,2})*)(?:\]|】)(?!\()/g, (mark, numbers: string) => {
      // What nothing was found for can cite nothing.
      if (this.#passages === 0) return ''
      const named = numbers.split(/[,;]/).map(Number)
      if (!named.every((number) => number >= 1 && number <= this.#passages)) return mark
      for (const number of named) this.cited.add(number)
      return ''
    })
  }
}

/** A sentence that is left out leaves the end of its paragraph. */
function endOfParagraph(sentence: string): string {
  return /\n\s*$/.exec(sentence)?.[0] ?? ''
}

/** Where the first whole sentence ends, white space after it included; null while none has ended. */
function endOfSentence(text: string): number | null {
  const match = sentenceEnd.exec(text)
  if (match === null) return null
  const after = match.index + match[0].length
  // The mark of a source belongs to the sentence before it.
  const mark = /^\s?(?:\[|【)[\d,; ]*(?:\]|】)?/.exec(text.slice(after))?.[0] ?? ''
  const closed = mark === '' || /[\]】]$/.test(mark) ? after + mark.length : null
  if (closed === null) return null
  return closed + (/^[^\S\n]*/.exec(text.slice(closed))?.[0].length ?? 0)
}
