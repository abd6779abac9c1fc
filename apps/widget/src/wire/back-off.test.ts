import { expect, test } from 'vitest'
import { backOff } from './back-off.ts'

test('the wait doubles from half a second to 15 seconds', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 100].map((failures) => backOff(failures, 1))).toEqual([
    500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000,
  ])
})

test('chance spreads the wait, but never below half', () => {
  expect(backOff(1, 0)).toBe(250)
  expect(backOff(9, 0)).toBe(7500)
})
