import { expect, test } from 'vitest'
import { heldPlace } from './held-place.ts'

test('a row that moved down is followed by scrolling', () => {
  expect(heldPlace({ scroll: 0, gap: 0 }, 60)).toEqual({ scroll: 60, gap: 0 })
  expect(heldPlace({ scroll: 100, gap: 0 }, -60)).toEqual({ scroll: 40, gap: 0 })
})

test('above the beginning, room is left free instead, and used up again', () => {
  const above = heldPlace({ scroll: 20, gap: 0 }, -60)
  expect(above).toEqual({ scroll: 0, gap: 40 })
  expect(heldPlace(above, 30)).toEqual({ scroll: 0, gap: 10 })
  expect(heldPlace(above, 60)).toEqual({ scroll: 20, gap: 0 })
})
