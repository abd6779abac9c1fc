import type { Preferences } from '@baton/protocol'
import { useSyncExternalStore } from 'react'
import { storage } from './storage.ts'

/** How the pages are laid out in this browser; kept here alone, because screens differ. */
type Layout = { railOpen: boolean | null; details: boolean }

/** The layout of this browser, and what the server knows of how this member likes to work. */
type Known = Layout & Preferences

const KEY = 'baton.preferences'
const defaults: Known = {
  railOpen: null,
  details: true,
  sound: true,
  titleCount: true,
  desktopNotifications: false,
  theme: 'auto',
  language: 'en-GB',
  singleKeys: true,
}
const listeners = new Set<() => void>()
let current: Known = { ...defaults, ...asRecord(storage.read(KEY)) }

function asRecord(value: unknown): Partial<Known> {
  return typeof value === 'object' && value !== null ? value : {}
}

function change(part: Partial<Known>): void {
  current = { ...current, ...part }
  storage.write(KEY, current)
  for (const listener of listeners) listener()
}

/** What is chosen in one tab holds in all of them at once: another one must not ring on. The layout stays that of each tab. */
storage.hear((key) => {
  if (key !== KEY) return
  const { railOpen, details } = current
  current = { ...defaults, ...asRecord(storage.read(KEY)), railOpen, details }
  for (const listener of listeners) listener()
})

/** Remembers a choice of layout in this browser. */
export const setPreference = <Name extends keyof Layout>(name: Name, value: Layout[Name]): void =>
  change({ [name]: value })

/** Takes what the server keeps; this browser's copy of it only bridges the time until the server has answered. */
export const takePreferences = (preferences: Partial<Preferences>): void => change(preferences)

/** What holds now, for code that is no component. */
export const preferencesNow = (): Known => current

/** Everything of it. To change what the server keeps: `useSavePreferences` of `account/member-preferences.ts`. */
export function usePreferences(): Known {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => current,
  )
}
