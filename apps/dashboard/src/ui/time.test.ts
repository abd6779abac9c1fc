import { expect, test } from 'vitest'
import { takePreferences } from './preferences.ts'
import { age, dayName, momentName, roughLength, runningTime } from './time.ts'

const now = new Date(2026, 10, 22, 15, 0, 0).getTime()
const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString()

test('an age is as short as it can be and still be understood', () => {
  expect(age(ago(0.5), now)).toBe('now')
  expect(age(ago(4), now)).toBe('4 min')
  expect(age(ago(3 * 60), now)).toBe('3 h')
  expect(age(ago(26 * 60), now)).toBe('Sat')
  expect(age(ago(10 * 24 * 60), now)).toBe('12 Nov')
  expect(age(ago(400 * 24 * 60), now)).toBe('18 Oct 2025')
})

test('a clock of another machine that runs ahead shows as now', () => {
  expect(age(ago(-3), now)).toBe('now')
})

test('a wait runs in seconds for an hour, then in minutes, then in days', () => {
  expect(runningTime(7_000)).toBe('0:07')
  expect(runningTime(151_000)).toBe('2:31')
  expect(runningTime(59 * 60_000 + 59_000)).toBe('59:59')
  expect(runningTime(65 * 60_000)).toBe('1 h 05 min')
  expect(runningTime(75 * 60 * 60_000)).toBe('3 d')
  expect(runningTime(-5)).toBe('0:00')
  expect(roughLength(4 * 60_000)).toBe('4 min')
})

test('days are named while they are near', () => {
  expect(dayName(ago(10), now)).toBe('Today')
  expect(dayName(ago(20 * 60), now)).toBe('Yesterday')
  expect(dayName(ago(3 * 24 * 60), now)).toBe('Thursday')
  expect(dayName(ago(10 * 24 * 60), now)).toBe('12 Nov 2026')
})

test('a moment names its day unless it is today', () => {
  expect(momentName(ago(10), now)).toBe('14:50')
  expect(momentName(ago(20 * 60), now)).toBe('Yesterday, 19:00')
})

test('a date of a language that runs from right to left keeps apart from the English around it', () => {
  takePreferences({ language: 'ar' })
  expect(dayName(ago(10 * 24 * 60), now)).toMatch(/^\u2068.+\u2069$/)
  takePreferences({ language: 'de' })
  expect(dayName(ago(10 * 24 * 60), now)).toBe('12. Nov. 2026')
  takePreferences({ language: 'en-GB' })
})
