import { expect, test } from 'vitest'
import { askedWords, searchWords } from './search-words.ts'

test('words are found whatever their case and accents', () => {
  expect(searchWords('Où est la FACTURE n° 2026-1184 ?')).toEqual(['ou', 'est', 'la', 'facture', 'n', '2026', '1184'])
})

test('an address is found by each of its parts', () => {
  expect(searchWords('Dana.Lee@example.com')).toEqual(['dana', 'lee', 'example', 'com'])
})

test('scripts without spaces are found by any two signs that stand together', () => {
  expect(searchWords('注文は届いた')).toEqual(['注文', '文は', 'は届', '届い', 'いた'])
  expect(askedWords('届いた')).toEqual(['届い', 'いた'])
  expect(searchWords('iPhone注文')).toEqual(['iphone', '注文'])
})

test('what is no word is not searched, and a flood of words is cut', () => {
  expect(askedWords(' %_*"\' ')).toEqual([])
  expect(askedWords(Array.from({ length: 50 }, (_, at) => `w${at}`).join(' '))).toHaveLength(12)
  expect(searchWords('a'.repeat(4000))).toEqual(['a'.repeat(64)])
})
