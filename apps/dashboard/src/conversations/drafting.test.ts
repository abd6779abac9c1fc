import { expect, test } from 'vitest'
import { stillValid, withPiece } from './drafting.ts'

const piece = (offset: number, text: string, engagement = 1, clientId = 't1') =>
  ({ t: 'drafting', conversation: 'c1', engagement, clientId, offset, text }) as const

test('pieces make up the reply, in order, and a repeated piece changes nothing', () => {
  const first = withPiece(null, piece(0, 'Hello'), 1)
  const second = withPiece(first, piece(5, ' Dana'), 1)
  expect(second?.text).toBe('Hello Dana')
  expect(withPiece(second, piece(5, ' Dana'), 1)?.text).toBe('Hello Dana')
})

test('a piece after a hole is not shown', () => {
  expect(withPiece(null, piece(9, 'late'), 1)).toBeNull()
})

test('another reply begins anew', () => {
  const first = withPiece(null, piece(0, 'Hello'), 1)
  expect(withPiece(first, piece(0, 'Hi', 1, 't2'), 1)).toEqual({ clientId: 't2', engagement: 1, text: 'Hi' })
})

test('after a claim neither the draft nor a late piece of it is shown', () => {
  const draft = withPiece(null, piece(0, 'Hello'), 1)
  expect(stillValid(draft, 2)).toBeNull()
  expect(withPiece(draft, piece(5, ' Dana'), 2)).toBeNull()
  expect(stillValid(draft, 1)).toBe(draft)
})
