import { expect, test } from 'vitest'
import { tabTitle } from './page-title.ts'

test('the tab says how much waits before it says where we are', () => {
  expect(tabTitle('Conversations', 3)).toBe('(3) Conversations · Baton')
  expect(tabTitle('Conversations', 0)).toBe('Conversations · Baton')
  expect(tabTitle('', 0)).toBe('Baton')
})
