import { expect, test } from 'vitest'
import { randomId } from './random-id.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

test('an id is a version 4 UUID, with and without the browser’s own maker', () => {
  expect(randomId()).toMatch(uuid)
  const bare = { getRandomValues: crypto.getRandomValues.bind(crypto) }
  expect(randomId(bare)).toMatch(uuid)
  expect(randomId(bare)).not.toBe(randomId(bare))
})
