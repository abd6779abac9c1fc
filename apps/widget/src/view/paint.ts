import type { ChannelTheme } from '@baton/protocol'
import { botColours } from './colour.ts'

const root = document.documentElement
const darkness = matchMedia('(prefers-color-scheme: dark)')

/** Gives the style sheet the bot's colour, the forms of it that can be read as text, and light or dark. */
export function paint({ colour, scheme }: Pick<ChannelTheme, 'colour' | 'scheme'>): void {
  paintScheme(scheme)
  for (const [name, value] of Object.entries(botColours(colour))) root.style.setProperty(`--${name}`, value)
}

/** Light or dark; `auto` goes by what the customer's system asks for. */
export function paintScheme(scheme: ChannelTheme['scheme']): void {
  const dark = scheme === 'auto' ? darkness.matches : scheme === 'dark'
  root.classList.toggle('dark', dark)
  root.classList.toggle('light', !dark)
}

/** Calls when the system turns light or dark. */
export function watchDarkness(changed: () => void): void {
  darkness.addEventListener('change', changed)
}
