import { expect, test } from 'vitest'
import { type Form, formView } from './form.ts'

const form: Form<object> = {
  title: { en: 'Book a call', de: 'Anruf vereinbaren' },
  why: { en: 'The team rings you.' },
  submit: { en: 'Book it' },
  fields: () => [
    { name: 'topic', kind: 'text', label: { en: 'What about' }, required: false },
    {
      name: 'when',
      kind: 'choice',
      label: { en: 'When' },
      required: true,
      options: [{ value: 'am', label: { en: 'In the morning' } }],
    },
    { name: 'more', kind: 'long_text', label: { en: 'More' }, required: false, longest: 5 },
  ],
}
const title = (language: string) => formView('book_a_call', form, {}, language).title

test('a form is drawn in the language that is asked for, else in English, whatever is asked for', () => {
  expect(['de', 'de-AT', 'en', 'fr', ''].map(title)).toEqual([
    ...['Anruf vereinbaren', 'Anruf vereinbaren', 'Book a call', 'Book a call', 'Book a call'],
  ])
  expect(['constructor', '__proto__', 'toString-x'].map(title)).toEqual(Array(3).fill('Book a call'))
})

test('each field has the length of its kind, or its own, and the options that it declares', () => {
  expect(formView('book_a_call', form, {}, 'en').fields).toMatchObject([
    { name: 'topic', longest: 200, options: [] },
    { name: 'when', longest: 200, options: [{ value: 'am', label: 'In the morning' }] },
    { name: 'more', longest: 5, options: [] },
  ])
})
