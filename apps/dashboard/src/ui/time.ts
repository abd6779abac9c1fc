import { timeTexts as texts } from '../texts/time.ts'
import { preferencesNow } from './preferences.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Writes moments in the member's language; its formatters are dear to make, so each is made once. */
function format(options: Intl.DateTimeFormatOptions) {
  const made = new Map<string, Intl.DateTimeFormat>()
  const inLanguage = (language: string) => {
    const known = made.get(language) ?? new Intl.DateTimeFormat(language, options)
    made.set(language, known)
    return known
  }
  return {
    format: (at: Date | number) => {
      const { language } = preferencesNow()
      const written = inLanguage(language).format(at)
      // Keeps its own direction among the dashboard's English words.
      return rightToLeft.includes(language) ? `\u2068${written}\u2069` : written
    },
  }
}
const rightToLeft = ['ar', 'he']
const clock = format({ hour: '2-digit', minute: '2-digit' })
const weekday = format({ weekday: 'short' })
const longWeekday = format({ weekday: 'long' })
const dayAndMonth = format({ day: 'numeric', month: 'short' })
const fullDate = format({ day: 'numeric', month: 'short', year: 'numeric' })
const exact = format({
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

/** The exact moment, for a title on hover. */
export const exactTime = (at: string): string => exact.format(new Date(at))

/** Day and month of a moment. */
export const dateName = (at: string): string => dayAndMonth.format(Date.parse(at))

/** Hours and minutes of a moment, in the reader's own zone. */
export const clockTime = (at: string): string => clock.format(new Date(at))

/** How long ago, short: "now", "4 min", "3 h", then the weekday within a week, then the date. `now` in milliseconds. */
export function age(at: string, now: number): string {
  const then = Date.parse(at)
  const gone = Math.max(0, now - then)
  if (gone < MINUTE) return texts.now
  if (gone < HOUR) return texts.minutes(Math.floor(gone / MINUTE))
  if (gone < 12 * HOUR || sameDay(then, now)) return texts.hours(Math.floor(gone / HOUR))
  if (gone < 6 * DAY) return weekday.format(then)
  return new Date(then).getFullYear() === new Date(now).getFullYear() ? dayAndMonth.format(then) : fullDate.format(then)
}

/** A running time: "0:07", "2:31", from an hour on "1 h 05 min", from two days on "3 d". `length` in milliseconds. */
export function runningTime(length: number): string {
  const seconds = Math.max(0, Math.floor(length / 1000))
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}:${String(seconds % 60).padStart(2, '0')}`
  if (length < 2 * DAY) return texts.hoursAndMinutes(Math.floor(minutes / 60), minutes % 60)
  return texts.days(Math.floor(length / DAY))
}

/** A length of time without seconds: "now", "4 min", "1 h 05 min", "3 d". `length` in milliseconds. */
export function roughLength(length: number): string {
  if (length < MINUTE) return texts.now
  return length < HOUR ? texts.minutes(Math.floor(length / MINUTE)) : runningTime(length)
}

/** The heading over a day of messages: "Today", "Yesterday", "Tuesday", then the date. */
export function dayName(at: string, now: number): string {
  const then = Date.parse(at)
  if (sameDay(then, now)) return texts.today
  if (sameDay(then, now - DAY)) return texts.yesterday
  return now - then < 6 * DAY && now > then ? longWeekday.format(then) : fullDate.format(then)
}

/** A moment with its day unless that is today: "10:42", "Yesterday, 10:42", "12 Nov 2026, 10:42". */
export function momentName(at: string, now: number): string {
  return sameDay(Date.parse(at), now) ? clockTime(at) : `${dayName(at, now)}, ${clockTime(at)}`
}

/** The calendar day of a moment in the reader's zone, as a key. */
export function dayKey(at: string): string {
  const date = new Date(at)
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`
}

const sameDay = (one: number, other: number) => new Date(one).toDateString() === new Date(other).toDateString()
