import { texts } from '../texts.ts'

const time = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' })
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' })
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'long' })
const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' })
const DAY_MS = 24 * 60 * 60_000

export const timeOfDay = (at: number) => time.format(at)
export const exactMoment = (at: number) => moment.format(at)

/** The day as people name it: relative within a week, by its date before that. */
export function dayName(at: number, now: number = Date.now()): string {
  const days = Math.round((startOfDay(now) - startOfDay(at)) / DAY_MS)
  if (days <= 0) return texts.today
  if (days === 1) return texts.yesterday
  return days < 7 ? weekday.format(at) : date.format(at)
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}
