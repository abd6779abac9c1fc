import { useEffect, useRef } from 'react'
import { usePreferences } from './preferences.ts'

type Keys = Record<string, () => void>

/**
 * Single-key shortcuts of the page. They never act while somebody types, while a dialog or menu is open, together
 * with Ctrl, Alt or Meta, or when they are switched off in the account.
 */
export function useKeys(keys: Keys): void {
  const { singleKeys } = usePreferences()
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    if (!singleKeys) return
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      if (isTyping(event.target) || document.querySelector('[role="dialog"], [role="menu"]')) return
      const act = latest.current[event.key.length === 1 ? event.key.toLowerCase() : event.key]
      if (!act) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [singleKeys])
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
}
