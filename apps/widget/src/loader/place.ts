import type { BatonSettings } from '../../public/baton.d.ts'

/** Where this script came from, for which bot, and what the page says about it. */
export type Place = { home: string; bot: string; settings: BatonSettings }

/** Null, and said in the console, where no bot is named. */
export function findPlace(script: HTMLScriptElement | null): Place | null {
  const settings = window.batonSettings ?? {}
  // A module loader runs scripts without saying which.
  const own = script ?? document.querySelector<HTMLScriptElement>('script[src*="/widget.js"]')
  const bot = own?.dataset.bot ?? settings.bot
  if (own && bot) return { home: new URL(own.src).origin, bot, settings }
  console.error('Baton: which bot? Add data-bot="…" to the script.')
  return null
}
