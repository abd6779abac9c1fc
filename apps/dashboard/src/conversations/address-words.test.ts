import { expect, test } from 'vitest'
import { languageName, readableAddress } from './address-words.ts'

test('an address is shown as people say it', () => {
  expect(readableAddress('https://www.shop.example/parcels?token=1#top')).toBe('shop.example/parcels')
  expect(readableAddress('http://shop.example/')).toBe('shop.example')
})

test('what is no page is no link', () => {
  expect(readableAddress('javascript:alert(1)')).toBeNull()
  expect(readableAddress('shop.example')).toBeNull()
})

test('a language is called by its name, and nonsense by itself', () => {
  expect(languageName('pt-BR')).toBe('Brazilian Portuguese')
  expect(languageName('x')).toBe('x')
})
