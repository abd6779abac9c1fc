import { type RefObject, useEffect, useRef } from 'react'
import { useLocation } from 'react-router'
import type { Transcript } from './transcript.ts'

const asked = new EventTarget()

type Wanted = { conversation: string; seq: number; focus: boolean }

/** Brings an event of the open conversation into sight, however far back it is, and the focus to it. */
export const findEvent = (conversation: string, seq: number): void => ask({ conversation, seq, focus: true })

const ask = (detail: Wanted) => void asked.dispatchEvent(new CustomEvent('find', { detail }))

/** So many frames are waited for what is far from sight to be drawn. */
const FRAMES = 60
const SHOWN_MS = 1600

/** Answers `findEvent` in the transcript: reads back as far as needed, scrolls there, and marks what was found. */
export function useFinding(
  box: RefObject<HTMLElement | null>,
  conversation: string,
  transcript: Transcript,
  loadTo: (seq: number) => Promise<void>,
): void {
  const latest = useRef({ transcript, loadTo })
  useEffect(() => {
    latest.current = { transcript, loadTo }
  })
  useEffect(() => {
    const find = async (event: Event) => {
      if (!(event instanceof CustomEvent) || event.detail.conversation !== conversation) return
      const { seq, focus } = event.detail as Wanted
      const first = latest.current.transcript.events[0]?.seq ?? 1
      if (seq < first) await latest.current.loadTo(seq)
      if (box.current) await show(box.current, seq, focus)
    }
    const listener = (event: Event) => void find(event)
    asked.addEventListener('find', listener)
    return () => asked.removeEventListener('find', listener)
  }, [box, conversation])
  useFindingOnArrival(conversation)
}

/** Whoever comes from a search is led to what it found, once for each time that they come; the focus stays in the list. */
function useFindingOnArrival(conversation: string): void {
  const { key, state } = useLocation()
  const wanted: unknown = state?.find
  useEffect(() => {
    if (typeof wanted === 'number' && !came.has(key)) {
      came.add(key)
      ask({ conversation, seq: wanted, focus: false })
    }
  }, [conversation, wanted, key])
}

/** Not again when one comes back by the browser's buttons. */
const came = new Set<string>()

async function show(box: HTMLElement, seq: number, focus: boolean): Promise<void> {
  for (let frame = 0; frame < FRAMES; frame++) {
    const found = box.querySelector<HTMLElement>(`[data-seq="${seq}"]`)
    if (found && (await staysInSight(box, found))) return mark(found, focus)
    const chunks = [...box.querySelectorAll<HTMLElement>('[data-from]')]
    chunks.findLast((chunk) => Number(chunk.dataset.from) <= seq)?.scrollIntoView({ block: 'start' })
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
}

/** What was just read is still being laid out, and a transcript that stood at its end returns there: then again. */
async function staysInSight(box: HTMLElement, found: HTMLElement): Promise<boolean> {
  found.scrollIntoView({ block: 'center' })
  for (let frame = 0; frame < 3; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))
  const [outer, inner] = [box.getBoundingClientRect(), found.getBoundingClientRect()]
  return found.isConnected && inner.bottom > outer.top && inner.top < outer.bottom
}

function mark(found: HTMLElement, focus: boolean): void {
  if (focus) found.focus({ preventScroll: true })
  found.classList.add('found')
  setTimeout(() => found.classList.remove('found'), SHOWN_MS)
}
