import { expect, test } from 'vitest'
import { markWords } from './mark-words.ts'

/** The line with what was found in brackets. */
const marked = (text: string, question: string) =>
  markWords(text, question)
    .map(({ text, found }) => (found ? `[${text}]` : text))
    .join('')

test('every word that begins as asked is marked, whatever case and accents', () => {
  expect(marked('Où est ma Facture, la facturé?', 'FACTU ou')).toBe('[Où] est ma [Facture], la [facturé]?')
  expect(marked('A manufacture', 'factu')).toBe('A manufacture')
})

test('a long message is cut to a line around the first word that was found', () => {
  const text = `${'Before it. '.repeat(20)}\n\nThe turquoise kettle ${'leaks and leaks '.repeat(30)}`
  const line = marked(text, 'turq')
  expect(line).toMatch(/^…it\. The \[turquoise\] kettle leaks/)
  expect(line).toMatch(/…$/)
  expect(line.length).toBeLessThan(220)
})

test('where no space parts words the signs themselves are marked', () => {
  expect(marked('昨日注文した本', '注文し')).toBe('昨日[注文し]た本')
})

test('what is asked for nowhere leaves the line as it begins', () => {
  expect(marked('Hello <b>you</b>', 'zebra')).toBe('Hello <b>you</b>')
})
