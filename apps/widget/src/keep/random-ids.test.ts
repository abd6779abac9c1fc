import { expect, test } from 'vitest'
import { makeClientId, makeStartKey } from './random-ids.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

test('a client id is a version 4 UUID, whatever the bytes', () => {
  expect(makeClientId()).toMatch(uuid)
  expect(makeClientId(new Uint8Array(16).fill(255))).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff')
  expect(makeClientId(new Uint8Array(16))).toBe('00000000-0000-4000-8000-000000000000')
})

test('a start key carries 256 bits in characters that the server accepts', () => {
  expect(makeStartKey()).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(makeStartKey(new Uint8Array(32).fill(255))).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(makeStartKey()).not.toBe(makeStartKey())
})
