import { expect, test } from 'vitest'
import { type Line, messagesOf, withPiece } from './talk.ts'

test('what was never said is not sent, and a long talk is sent from its end', () => {
  const lines: Line[] = [
    { by: 'customer', text: ' Hello ' },
    { by: 'bot', text: '', answer: null },
    { by: 'customer', text: 'Is anybody there?' },
  ]
  expect(messagesOf(lines)).toEqual([
    { by: 'customer', text: 'Hello' },
    { by: 'customer', text: 'Is anybody there?' },
  ])
  const long = Array.from({ length: 99 }, (_, index): Line => ({ by: 'customer', text: String(index) }))
  expect(messagesOf(long)).toHaveLength(60)
  expect(messagesOf(long).at(-1)?.text).toBe('98')
})

test('a piece that is told again replaces what stood there', () => {
  expect(withPiece('Hello', 5, ' Dana')).toBe('Hello Dana')
  expect(withPiece('Hello Dana', 5, ', Dana')).toBe('Hello, Dana')
  expect(withPiece('A start', 0, 'Another')).toBe('Another')
})
