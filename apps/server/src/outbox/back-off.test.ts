import { expect, test } from 'vitest'
import { backOff } from './back-off.ts'

test('OB11: the pause doubles from one second to five minutes, and is up to a fifth shorter or longer', () => {
  const pauses = [1, 2, 3, 8, 9, 10, 1_000].map((attempts) => backOff(attempts, () => 0.5) / 1_000)
  expect(pauses).toEqual([1, 2, 4, 128, 256, 300, 300])
  expect([0, 1].map((drawn) => backOff(1, () => drawn))).toEqual([800, 1_200])
})
