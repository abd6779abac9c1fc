import '../chat/cast.ts'
import { expect, test } from 'vitest'
import { dayName } from './clock.ts'

test('a day has its name within a week and its date before that, whichever is written first', () => {
  const now = new Date(2026, 10, 27, 9).getTime()
  const daysAgo = (days: number) => dayName(new Date(2026, 10, 27 - days, 23).getTime(), now)
  expect([400, 4, 6, 7, 1, 0].map(daysAgo)).toEqual([
    'October 23, 2025',
    'Monday',
    'Saturday',
    'November 20, 2026',
    'Yesterday',
    'Today',
  ])
})
