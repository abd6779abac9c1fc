import { useEffect, useRef, useSyncExternalStore } from 'react'

/** What the page that is open adds to the command palette. */
export type PaletteAction = {
  id: string
  title: string
  /** The single key that does the same, where there is one. */
  hint?: string
  run: () => void
}

let offered: readonly PaletteAction[] = []
const listeners = new Set<() => void>()

function offer(actions: readonly PaletteAction[]): void {
  offered = actions
  for (const listener of listeners) listener()
}

/** Puts what can be done on this page into the command palette, for as long as the page is open. */
export function usePaletteActions(actions: readonly PaletteAction[]): void {
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  const names = actions.map(({ id, title }) => `${id} ${title}`).join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: told again only when what can be done has changed
  useEffect(() => {
    offer(
      latest.current.map((action) => ({
        ...action,
        run: () => latest.current.find((one) => one.id === action.id)?.run(),
      })),
    )
    return () => offer([])
  }, [names])
}

/** What the open page offers now. */
export const useOfferedActions = (): readonly PaletteAction[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => offered,
  )
