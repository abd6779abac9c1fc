import { expect, test } from 'vitest'
import { findTypes } from './find-types.ts'

test('types are found by any words of their name, their description, or the name that programs use', () => {
  expect(findTypes('claim team')).toContain('conversation.claimed')
  expect(findTypes('HAND back')).toEqual(['conversation.released'])
  expect(findTypes('conversation.escalated')).toEqual(['conversation.escalated'])
  expect(findTypes('invoice')).toEqual([])
  expect(findTypes('  ').length).toBeGreaterThanOrEqual(9)
})
