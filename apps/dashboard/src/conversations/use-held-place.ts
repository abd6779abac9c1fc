import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import { heldPlace } from './held-place.ts'
import { itemAt, type ListItem, placesOf } from './list-items.ts'

type Box = RefObject<HTMLDivElement | null>

/**
 * Keeps what is under the pointer, or has the focus, where it is while rows come and move; else, where one has
 * scrolled, what one reads. At the top without pointer or focus, new rows simply appear.
 */
export function useHeldPlace(box: Box, inner: Box, items: readonly ListItem[], phone: boolean): void {
  const pointer = useRef<number | null>(null)
  const before = useRef({ items, phone, scroll: 0, gap: 0 })

  const setGap = useCallback(
    (gap: number) => {
      before.current.gap = gap
      if (inner.current) inner.current.style.marginTop = gap === 0 ? '' : `${gap}px`
    },
    [inner],
  )
  // The room that was kept free goes as soon as nobody points at anything.
  const release = useCallback(() => {
    pointer.current = null
    setGap(0)
    if (inner.current) inner.current.style.minHeight = ''
  }, [inner, setGap])

  useLayoutEffect(() => {
    const [element, rows] = [box.current, inner.current]
    const { items: old, gap } = before.current
    before.current.items = items
    if (!element || !rows || old === items) return
    const was = { scroll: before.current.scroll, gap }
    const anchor = anchorOf(element, old, { ...was, pointer: pointer.current, phone })
    const [from, to] = [placesOf(old, phone).get(anchor), placesOf(items, phone).get(anchor)]
    if (from === undefined || to === undefined || (from === to && gap === 0)) return
    const place = heldPlace(was, to - from)
    setGap(place.gap)
    rows.style.minHeight = pointer.current === null ? '' : `${place.scroll + element.clientHeight}px`
    element.scrollTop = place.scroll
    before.current.scroll = element.scrollTop
  }, [box, inner, items, phone, setGap])

  useEffect(() => {
    const element = box.current
    if (!element) return
    const scrolled = () => {
      before.current.scroll = element.scrollTop
    }
    const moved = (event: PointerEvent) => {
      if (event.pointerType === 'mouse') pointer.current = event.clientY - element.getBoundingClientRect().top
    }
    // With what floats over the list: whoever points at that has not left.
    const frame = element.parentElement ?? element
    element.addEventListener('scroll', scrolled, { passive: true })
    frame.addEventListener('pointermove', moved)
    frame.addEventListener('pointerleave', release)
    return () => {
      element.removeEventListener('scroll', scrolled)
      frame.removeEventListener('pointermove', moved)
      frame.removeEventListener('pointerleave', release)
    }
  }, [box, release])
}

type Seen = { scroll: number; gap: number; pointer: number | null; phone: boolean }

/** The key of the item that must not move; none where nobody would notice. */
function anchorOf(element: HTMLElement, items: readonly ListItem[], { scroll, gap, pointer, phone }: Seen): string {
  const at = (height: number) => itemAt(items, height + scroll - gap, phone)?.key ?? ''
  if (pointer !== null) return at(pointer)
  const focused = document.activeElement
  if (focused instanceof HTMLElement && element.contains(focused) && focused.dataset.row) return focused.dataset.row
  return scroll > 0 ? at(0) : ''
}
