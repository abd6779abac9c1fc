import type { Baton, BatonCall } from '../../public/baton.d.ts'
import { createBaton } from './baton.ts'
import { findPlace } from './place.ts'

/** Takes over `window.baton`, unless an earlier copy of this script already has: then this one leaves everything to it. */
function start(): void {
  const kept: Baton | BatonCall[] | undefined = window.baton
  if (kept && !Array.isArray(kept)) return
  const place = findPlace(document.currentScript as HTMLScriptElement | null)
  if (!place) return
  const baton = createBaton(place)
  window.baton = baton
  baton.push(...(kept ?? []))
}

start()
