import { expect, test } from 'vitest'
import { holdsWords } from './holds-words.ts'

test('beginnings of words are enough, in any order', () => {
  expect(holdsWords('Hand back to bot', 'bot han')).toBe(true)
  expect(holdsWords('Hand back to bot', 'ack')).toBe(false)
  expect(holdsWords('Hand back to bot', '  ')).toBe(true)
})
