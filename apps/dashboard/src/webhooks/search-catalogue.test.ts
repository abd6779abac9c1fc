import { expect, test } from 'vitest'
import { searchCatalogue } from './search-catalogue.ts'

test('types are found by any words of their name, their description, or the name that programs use', () => {
  expect(searchCatalogue('claim team')).toContain('conversation.claimed')
  expect(searchCatalogue('HAND back')).toEqual(['conversation.released'])
  expect(searchCatalogue('conversation.escalated')).toEqual(['conversation.escalated'])
  expect(searchCatalogue('invoice')).toEqual([])
  expect(searchCatalogue('  ').length).toBeGreaterThanOrEqual(9)
})
