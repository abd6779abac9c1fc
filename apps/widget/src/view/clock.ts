import { language, texts } from '../texts/texts.ts'

const DAY_MS = 24 * 60 * 60_000

export const timeOfDay = (at: number) => written(at, { hour: 'numeric', minute: '2-digit' })
export const exactMoment = (at: number) => written(at, { dateStyle: 'full', timeStyle: 'short' })

/** The day as people name it: relative within a week, by its date before that. */
export function dayName(at: number, now: number = Date.now()): string {
  const days = Math.round((startOfDay(now) - startOfDay(at)) / DAY_MS)
  if (days <= 0) return texts.today
  if (days === 1) return texts.yesterday
  return written(at, days < 7 ? { weekday: 'long' } : { dateStyle: 'long' })
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Formats are slow to make and quick to use. */
function written(at: number, how: Intl.DateTimeFormatOptions): string {
  const key = language + JSON.stringify(how)
  const format = formats.get(key) ?? new Intl.DateTimeFormat(language, how)
  formats.set(key, format)
  return format.format(at)
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}
