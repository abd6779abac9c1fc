import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import type { ListItem } from './list-items.ts'

type Box = RefObject<HTMLElement | null>

/**
 * When the row that has the focus leaves the list, because a colleague was quicker, the row in its place gets it: who
 * works by the keyboard goes on from there, not from the top.
 */
export function useKeptFocus(box: Box, items: readonly ListItem[], focus: (row: string) => void): void {
  const focused = useRef<string | undefined>(undefined)
  const before = useRef(items)
  const latest = useRef(focus)
  useEffect(() => {
    latest.current = focus
  })
  useLayoutEffect(() => {
    const [old, was] = [before.current, focused.current]
    before.current = items
    if (was === undefined || old === items || keysOf(items).includes(was)) return
    focused.current = undefined
    const at = keysOf(old).indexOf(was)
    const next = keysOf(items)[Math.min(at, keysOf(items).length - 1)]
    if (at !== -1 && next !== undefined && document.activeElement === document.body) latest.current(next)
  }, [items])
  useEffect(() => {
    const element = box.current
    const enter = ({ target }: FocusEvent) => {
      focused.current = target instanceof HTMLElement ? target.dataset.row : undefined
    }
    // What is taken out of the page says that it lost the focus while it is still there; nobody has left it.
    const leave = ({ target }: FocusEvent) => {
      requestAnimationFrame(() => {
        if (target instanceof HTMLElement && target.isConnected && document.activeElement === document.body) {
          focused.current = undefined
        }
      })
    }
    element?.addEventListener('focusin', enter)
    element?.addEventListener('focusout', leave)
    return () => {
      element?.removeEventListener('focusin', enter)
      element?.removeEventListener('focusout', leave)
    }
  }, [box])
}

const keysOf = (items: readonly ListItem[]) => items.flatMap((item) => (item.kind === 'row' ? [item.key] : []))
