import { MAX_MESSAGE_LENGTH } from '@baton/protocol'
import { expect, test } from 'vitest'
import { LONGEST_MESSAGE, roomLeft } from './message-length.ts'

test('the page and the server agree on the longest message', () => {
  expect(LONGEST_MESSAGE).toBe(MAX_MESSAGE_LENGTH)
})

test('a character outside the basic plane counts once', () => {
  expect(roomLeft(' 👋 ')).toBe(3999)
  expect(roomLeft('x'.repeat(4001))).toBe(-1)
})
