import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

const NEAR_END = 80
const NEAR_TOP = 1500

type What = { first: number; last: number; own: number; tail: string }

/**
 * Keeps the end of a transcript in sight while one is there, the words in place while older ones are put above them,
 * and tells when something new has come below what one reads.
 */
export function useStickyScroll(box: RefObject<HTMLDivElement | null>, what: What, loadOlder: () => void) {
  const stuck = useRef(true)
  const before = useRef({ height: 0, ...what })
  const [below, setBelow] = useState(false)

  const toEnd = useCallback(() => {
    stuck.current = true
    setBelow(false)
    box.current?.scrollTo({ top: box.current.scrollHeight })
  }, [box])

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const old = before.current
    before.current = { height: element.scrollHeight, ...what }
    if (what.first !== old.first && old.first > 0 && !stuck.current) {
      element.scrollTop += element.scrollHeight - old.height
    } else if (stuck.current || what.own > old.own) {
      toEnd()
    } else if (what.last > old.last) {
      setBelow(true)
    }
  })

  useEffect(() => {
    const element = box.current
    if (!element) return
    const scroll = () => {
      stuck.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END
      if (stuck.current) setBelow(false)
      if (element.scrollTop < NEAR_TOP) loadOlder()
    }
    const watch = new ResizeObserver(() => stuck.current && element.scrollTo({ top: element.scrollHeight }))
    watch.observe(element)
    if (element.firstElementChild) watch.observe(element.firstElementChild)
    element.addEventListener('scroll', scroll, { passive: true })
    return () => {
      watch.disconnect()
      element.removeEventListener('scroll', scroll)
    }
  }, [box, loadOlder])

  return { below, toEnd }
}
