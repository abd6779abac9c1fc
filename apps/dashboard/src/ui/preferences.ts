import { useSyncExternalStore } from 'react'
import { storage } from './storage.ts'

/** What this browser remembers about how its person likes to work. */
type Preferences = { singleKeys: boolean; railOpen: boolean | null; details: boolean }

const KEY = 'baton.preferences'
const defaults: Preferences = { singleKeys: true, railOpen: null, details: true }
const listeners = new Set<() => void>()
let current: Preferences = { ...defaults, ...asRecord(storage.read(KEY)) }

function asRecord(value: unknown): Partial<Preferences> {
  return typeof value === 'object' && value !== null ? value : {}
}

export function setPreference<Name extends keyof Preferences>(name: Name, value: Preferences[Name]): void {
  current = { ...current, [name]: value }
  storage.write(KEY, current)
  for (const listener of listeners) listener()
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => current,
  )
}
