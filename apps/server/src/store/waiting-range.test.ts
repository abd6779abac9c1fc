import { expect, test } from 'vitest'
import { waitingRange } from './waiting-range.ts'

const minutes = (...values: number[]) => values.map((value) => value * 60_000)

test('nothing is said while fewer than five people were claimed lately', () => {
  expect(waitingRange(minutes(1, 2, 3, 4), minutes(10))).toEqual({})
})

test('the range lies between a quarter and nine tenths of the recent waits, rounded outwards to half minutes', () => {
  const claimed = [10, 62, 70, 80, 95, 100, 110, 130, 150, 900].map((seconds) => seconds * 1000)
  expect(waitingRange(claimed, [])).toEqual({ waitFromSeconds: 60, waitSeconds: 900 })
  expect(waitingRange(minutes(1, 2, 3, 4, 5), [])).toEqual({ waitFromSeconds: 120, waitSeconds: 300 })
})

test('whoever still waits for longer raises the upper end', () => {
  expect(waitingRange(minutes(1, 1, 1, 1, 1), minutes(2, 20))).toEqual({ waitFromSeconds: 60, waitSeconds: 1200 })
})

test('the order of the waits does not matter', () => {
  expect(waitingRange(minutes(5, 1, 4, 2, 3), [])).toEqual(waitingRange(minutes(1, 2, 3, 4, 5), []))
})
