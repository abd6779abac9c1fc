const opening = /<(?:think|thinking|thought|reasoning)>/i
const closing = /<\/(?:think|thinking|thought|reasoning)>/i
const either = /<(\/?)(?:think|thinking|thought|reasoning)>/i
/** Longer than any of the tags. */
const LONGEST_TAG = 12

/**
 * A model's text without what it thinks aloud between `<think>` and `</think>`, as servers that do not part the two send
 * it, in whatever pieces. `startsThinking`: its template opens the thought itself, so that only the end of it comes.
 */
export class WithoutThoughts {
  /** Whether there was a thought. */
  thought = false
  #held = ''
  #thinking: boolean
  #unopened: boolean

  constructor({ startsThinking = false } = {}) {
    this.#thinking = startsThinking
    this.#unopened = startsThinking
  }

  /** What is no thought, as far as it is known. */
  push(piece: string): string {
    this.#held += piece
    let said = ''
    for (;;) {
      const tag = (this.#thinking ? closing : either).exec(this.#held)
      if (tag === null) return said + this.#safe()
      const ends = tag[1] !== ''
      // What stands before a lone end was thought, as far as nobody has seen it.
      if (ends) said = this.#thinking ? said : ''
      else said += this.#held.slice(0, tag.index)
      this.#held = this.#held.slice(tag.index + tag[0].length)
      this.thought = true
      this.#thinking = !ends
      this.#unopened = false
    }
  }

  /**
   * What is left. A thought that was opened and never closed stays one; one that never showed itself was none, unless
   * the text was `cut`.
   */
  end({ cut = false } = {}): string {
    const rest = this.#thinking && (cut || !this.#unopened) ? '' : this.#held
    this.#held = ''
    return rest
  }

  /** All but what may be the beginning of a tag. */
  #safe(): string {
    if (this.#unopened) return ''
    const at = this.#held.lastIndexOf('<')
    const until = at === -1 || this.#held.length - at > LONGEST_TAG ? this.#held.length : at
    const safe = this.#held.slice(0, until)
    this.#held = this.#held.slice(until)
    return this.#thinking ? '' : safe
  }
}

/** The same for a text that is whole. What stands before a lone end of a thought was thought too. */
export function withoutThoughts(text: string): string {
  const startsThinking = closing.test(text) && !opening.test(text.slice(0, text.search(closing)))
  const filter = new WithoutThoughts({ startsThinking })
  return filter.push(text) + filter.end()
}
