import type { Store } from '../keep/browser-store.ts'

/** Closer to the end than this counts as being there, in pixels. */
const NEAR = 48
const NAME = 'reading'

/** What stands first and last in the thread, by key, so that it can be told what has changed. */
export type Ends = {
  first: string
  last: string
  /** The last thing is the customer's own: they want to see it. */
  own: boolean
  /** The history is here, so that a place in it can be found again. */
  ready: boolean
}

/**
 * Keeps the end in sight while the customer is there, and keeps their place while they read further up; across a reload
 * too. `unseen` says that something new is below; `changed` is called when that changes by scrolling.
 */
export class ScrollKeeper {
  unseen = false
  #box: HTMLElement | null = null
  #atEnd = true
  #ends: Ends = { first: '', last: '', own: false, ready: false }
  #height = 0
  readonly #store: Store
  readonly #changed: () => void
  // The keyboard, a growing composer or a turned phone change the size; the end stays the end.
  readonly #resized = new ResizeObserver(() => this.#atEnd && this.#jump())

  constructor(store: Store, changed: () => void) {
    this.#store = store
    this.#changed = changed
    addEventListener('pagehide', () => this.#keepPlace())
  }

  get atEnd(): boolean {
    return this.#atEnd
  }

  toEnd = (): void => {
    this.#atEnd = true
    this.unseen = false
    this.#jump()
    this.#changed()
  }

  /** To be called after every drawing. Answers whether `unseen` has changed. */
  drawn(box: HTMLElement, ends: Ends): boolean {
    if (box !== this.#box) this.#attach(box)
    const before = this.#ends
    const height = this.#height
    const unseen = this.unseen
    this.#ends = ends
    this.#height = box.scrollHeight
    const news = ends.last !== before.last
    if (ends.ready && !before.ready && this.#returnToPlace(box)) this.#atEnd = false
    else if (this.#atEnd || (ends.own && news)) {
      this.#atEnd = true
      this.unseen = false
      this.#jump()
    } else if (news) this.unseen = true
    else if (ends.first !== before.first) box.scrollTop += box.scrollHeight - height
    return unseen !== this.unseen
  }

  #attach(box: HTMLElement): void {
    this.#box = box
    this.#resized.disconnect()
    for (const part of [box, ...box.children]) this.#resized.observe(part)
    box.addEventListener('scroll', () => this.#scrolled(box), { passive: true })
  }

  #scrolled(box: HTMLElement): void {
    const wasAtEnd = this.#atEnd
    this.#atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR
    if (!this.#atEnd || wasAtEnd) return
    this.unseen = false
    this.#changed()
  }

  #jump(): void {
    this.#box?.scrollTo({ top: this.#box.scrollHeight })
  }

  /** The topmost row on the screen, and how far it is from the top. */
  #keepPlace(): void {
    const box = this.#box
    if (!box || this.#atEnd) return
    const edge = box.getBoundingClientRect().top
    const rows = [...box.querySelectorAll<HTMLElement>('[data-row]')]
    const row = rows.find((candidate) => candidate.getBoundingClientRect().bottom > edge)
    if (row) this.#store.write(NAME, [row.dataset.row, row.getBoundingClientRect().top - edge])
  }

  #returnToPlace(box: HTMLElement): boolean {
    const [row, top] = [this.#store.read(NAME) ?? []].flat()
    this.#store.forget(NAME)
    const found = typeof row === 'string' && box.querySelector(`[data-row="${CSS.escape(row)}"]`)
    if (!found || typeof top !== 'number') return false
    box.scrollTop += found.getBoundingClientRect().top - box.getBoundingClientRect().top - top
    return true
  }
}
