import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** What is further from sight than this is not drawn. */
const NEAR = '1500px 0px'

/**
 * A run of the transcript. Far from sight it keeps its place and draws nothing, so that a conversation of any length
 * costs no more than what one reads of it.
 */
export function DrawnChunk({
  box,
  from,
  children,
}: {
  box: RefObject<HTMLElement | null>
  from: number
  children: ReactNode
}) {
  const own = useRef<HTMLDivElement>(null)
  const height = useRef(0)
  const [near, setNear] = useState(true)
  useEffect(() => {
    const element = own.current
    if (!element) return
    const watch = new IntersectionObserver(
      ([entry]) => {
        if (!entry) return
        // The height is taken while it is drawn; it is the height of the place that stays.
        if (!entry.isIntersecting) height.current = entry.boundingClientRect.height
        setNear(entry.isIntersecting)
      },
      { root: box.current, rootMargin: NEAR },
    )
    watch.observe(element)
    return () => watch.disconnect()
  }, [box])
  // Drawn again it may have another height, after the window changed its width: what one reads stays in place.
  useLayoutEffect(() => {
    const [element, scroller] = [own.current, box.current]
    if (!near || !element || !scroller || height.current === 0) return
    const grown = element.offsetHeight - height.current
    height.current = 0
    if (grown !== 0 && element.offsetTop < scroller.scrollTop) scroller.scrollTop += grown
  }, [near, box])
  return (
    <div className="chunk" ref={own} data-from={from} style={near ? undefined : { height: height.current }}>
      {near && children}
    </div>
  )
}
