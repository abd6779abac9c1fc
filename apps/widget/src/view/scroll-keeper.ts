import type { Store } from '../keep/browser-store.ts'

/** Closer to the end than this counts as being there, in pixels. */
const NEAR = 48
const NAME = 'reading'

/** What stands last in the thread, by key, so that it can be told what has changed. */
export type Ends = {
  last: string
  /** The last thing is the customer's own: they want to see it. */
  own: boolean
  /** The history is here, so that a place in it can be found again. */
  ready: boolean
}

/** A row, and how far its top is from that of the thread. */
type Place = { row: string; top: number }

/**
 * Keeps the end in sight while the customer is there, and keeps their place while they read further up; across a reload
 * too. `unseen` says that something new is below; `changed` is called when that or `atEnd` changes by scrolling.
 */
export class ScrollKeeper {
  unseen = false
  #box: HTMLElement | null = null
  #atEnd = true
  #ends: Ends = { last: '', own: false, ready: false }
  #place: Place | null = null
  readonly #store: Store
  readonly #changed: () => void
  readonly #scrolledTo: () => void
  // The keyboard, a growing composer or a turned phone change the size; the end stays the end.
  readonly #resized = new ResizeObserver(() => this.#atEnd && this.#jump())

  constructor(store: Store, { changed, scrolled }: { changed: () => void; scrolled: () => void }) {
    this.#store = store
    this.#changed = changed
    this.#scrolledTo = scrolled
    addEventListener('pagehide', () => this.#keepForReload())
  }

  get atEnd(): boolean {
    return this.#atEnd
  }

  /** The row that was being read before a reload; null where that was the end. */
  get rowToReturnTo(): string | null {
    return readPlace(this.#store.read(NAME))?.row ?? null
  }

  /** How much there is to scroll above and below, in heights of the screen. */
  get room(): { above: number; below: number } {
    const { scrollTop, scrollHeight, clientHeight } = this.#box ?? { scrollTop: 0, scrollHeight: 0, clientHeight: 1 }
    return { above: scrollTop / clientHeight, below: (scrollHeight - scrollTop - clientHeight) / clientHeight }
  }

  toEnd = (): void => {
    this.#atEnd = true
    this.unseen = false
    this.#jump()
    this.#changed()
  }

  /** To be called before every drawing. */
  willDraw(): void {
    this.#place = this.#atEnd ? null : this.#topRow()
  }

  /** To be called after every drawing. Answers whether `unseen` has changed. */
  drawn(box: HTMLElement, ends: Ends): boolean {
    if (box !== this.#box) this.#attach(box)
    const before = this.#ends
    const unseen = this.unseen
    this.#ends = ends
    const news = ends.last !== before.last
    if (ends.ready && !before.ready && this.#returnToPlace()) this.#atEnd = false
    else if (this.#atEnd || (ends.own && news)) {
      this.#atEnd = true
      this.unseen = false
      this.#jump()
    } else {
      if (this.#place) this.#goTo(this.#place)
      if (news) this.unseen = true
    }
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
    if (this.#atEnd) this.unseen = false
    if (this.#atEnd !== wasAtEnd) this.#changed()
    this.#scrolledTo()
  }

  #jump(): void {
    this.#box?.scrollTo({ top: this.#box.scrollHeight })
  }

  #rows(): HTMLElement[] {
    return [...(this.#box?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
  }

  /**
   * The topmost row that is whole on the screen, but not the first that is drawn: what comes before that one takes its name
   * and its distance away. Else the one that fills the screen.
   */
  #topRow(): Place | null {
    const { top: edge = 0, bottom: end = 0 } = this.#box?.getBoundingClientRect() ?? {}
    const rows = this.#rows().map((row) => ({ row: row.dataset.row ?? '', box: row.getBoundingClientRect() }))
    const whole = rows.find(({ box }, index) => index > 0 && box.top > edge && box.top < end)
    const found = whole ?? rows.find(({ box }) => box.bottom > edge)
    return found ? { row: found.row, top: found.box.top - edge } : null
  }

  #goTo({ row, top }: Place): boolean {
    const box = this.#box
    const found = box?.querySelector(`[data-row="${CSS.escape(row)}"]`)
    if (!box || !found) return false
    const moved = found.getBoundingClientRect().top - box.getBoundingClientRect().top - top
    if (Math.abs(moved) >= 1) box.scrollTop += moved
    return true
  }

  #keepForReload(): void {
    const place = this.#atEnd ? null : this.#topRow()
    if (place) this.#store.write(NAME, place)
    else this.#store.forget(NAME)
  }

  #returnToPlace(): boolean {
    const place = readPlace(this.#store.read(NAME))
    this.#store.forget(NAME)
    return place !== null && this.#goTo(place)
  }
}

function readPlace(value: unknown): Place | null {
  const { row, top } = (value ?? {}) as Partial<Place>
  return typeof row === 'string' && typeof top === 'number' ? { row, top } : null
}
