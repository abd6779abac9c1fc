import { promisesHuman } from './human-promise.ts'

/** A piece without an end of a sentence is let go at this length, in characters. */
const LONGEST_HELD = 400

const sentenceEnd = /[.!?…]["'”’)\]]*(?=\s)|[。！？।؟]|\n/u

/**
 * A model's text on its way to the customer, sentence by sentence: whole sentences are let go as soon as they are known
 * to be honest, so that no draft shows a promise that must be taken back. Marks of sources are taken out and remembered.
 */
export class HonestText {
  /** Whether a sentence promised a human and was left out. */
  promised = false
  /** The numbers of the passages that the text refers to. */
  readonly cited = new Set<number>()
  #held = ''
  readonly #waits: boolean
  readonly #passages: number

  constructor({ waits, passages }: { waits: boolean; passages: number }) {
    this.#waits = waits
    this.#passages = passages
  }

  /** What can be shown after one more piece. */
  push(piece: string): string {
    this.#held += piece
    let shown = ''
    for (;;) {
      const end = endOfSentence(this.#held)
      if (end === null) break
      shown += this.#judged(this.#held.slice(0, end))
      this.#held = this.#held.slice(end)
    }
    if (this.#held.length <= LONGEST_HELD) return shown
    const cut = this.#held.lastIndexOf(' ', LONGEST_HELD)
    const at = cut > 0 ? cut : LONGEST_HELD
    shown += this.#judged(this.#held.slice(0, at))
    this.#held = this.#held.slice(at)
    return shown
  }

  /** What is left when nothing more comes. */
  end(): string {
    const rest = this.#judged(this.#held)
    this.#held = ''
    return rest
  }

  #judged(sentence: string): string {
    if (promisesHuman(sentence, { waits: this.#waits })) {
      this.promised = true
      // A paragraph keeps its end.
      return /\n\s*$/.exec(sentence)?.[0] ?? ''
    }
    return sentence.replace(/\s?(?:\[|【)(\d{1,2}(?:\s*[,;]\s*\d{1,2})*)(?:\]|】)(?!\()/g, (mark, numbers: string) => {
      const named = numbers.split(/[,;]/).map(Number)
      if (!named.every((number) => number >= 1 && number <= this.#passages)) return mark
      for (const number of named) this.cited.add(number)
      return ''
    })
  }
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
