import { expect, test } from 'vitest'
import { canReadAgain, kindWords, sizeWords } from './knowledge-words.ts'

test('an item says what it is and how large', () => {
  expect(kindWords({ source: 'file', format: 'pdf' })).toBe('PDF')
  expect(kindWords({ source: 'file', format: null })).toBe('File')
  expect(kindWords({ source: 'url', format: 'html' })).toBe('Web page')
  expect(sizeWords({ source: 'file', pages: 12, characters: 34_000 })).toEqual(['12 pages', '34,000 characters'])
  expect(sizeWords({ source: 'url', pages: null, characters: 1 })).toEqual(['1 character'])
  expect(sizeWords({ source: 'sitemap', pages: 1, characters: 0 })).toEqual(['1 page'])
  expect(sizeWords({ source: 'file', pages: null, characters: 0 })).toEqual([])
})

test('what comes from the web can be read again, a file only where it failed, and nothing while it is being read', () => {
  expect(canReadAgain({ source: 'url', state: 'ready' })).toBe(true)
  expect(canReadAgain({ source: 'sitemap', state: 'failed' })).toBe(true)
  expect(canReadAgain({ source: 'file', state: 'failed' })).toBe(true)
  expect(canReadAgain({ source: 'file', state: 'ready' })).toBe(false)
  expect(canReadAgain({ source: 'text', state: 'ready' })).toBe(false)
  expect(canReadAgain({ source: 'url', state: 'reading' })).toBe(false)
})
