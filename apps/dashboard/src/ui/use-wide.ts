import { useSyncExternalStore } from 'react'

/** The widths, in pixels, at which the pages change their shape. The style sheets use the same. */
export const widths = { tablet: 720, side: 1280, rail: 1440 }

/** Whether the window is at least so wide. */
export function useWide(width: number): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = window.matchMedia(`(min-width: ${width}px)`)
      query.addEventListener('change', listener)
      return () => query.removeEventListener('change', listener)
    },
    () => window.matchMedia(`(min-width: ${width}px)`).matches,
  )
}
