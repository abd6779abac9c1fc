import { describe, expect, test } from 'vitest'
import type { Passage } from './bot-port.ts'
import { quotePassages } from './quote-passages.ts'
import { withoutMarks } from './without-marks.ts'

function passage(text: string, title = 'Shipping', score = 0.9): Passage {
  return { knowledgeId: title, title, url: null, text, score }
}

const quote = (question: string, ...passages: Passage[]) => quotePassages(passages, question, 'en')?.text

describe('a quote', () => {
  test('is the paragraph that speaks of the question, not the whole passage', () => {
    const text =
      'Parcels leave our house within a day of the order, every day except on Sunday and on public holidays.\n\nExpress delivery to Norway takes two days and costs twelve euros, and a signature is needed at the door.'
    expect(quote('How long does express delivery take?', passage(text))).toMatch(/^Express delivery/)
  })

  test('takes the paragraph under the heading that is worded like the question', () => {
    const yes = passage('## Can I change my address\n\nYes, until the parcel has left. Write to the shop.')
    const other = passage(
      '## How to cancel\n\nOpen your account and choose the address of the order. You can change it to cancelled.',
    )
    expect(quote('Can I change my address?', other, yes)).toBe('Yes, until the parcel has left. Write to the shop.')
  })

  test('keeps a list together with the sentence that opens it', () => {
    const text = 'To return a parcel:\n\n- print the label\n- glue it on\n- go to the post office'
    expect(quote('How do I return a parcel?', passage(text))).toBe(
      'To return a parcel:\n- print the label\n- glue it on\n- go to the post office',
    )
  })

  test('cuts a long paragraph down to the sentences round the best one, from a full sentence on', () => {
    const filler = 'The warehouse is large and bright and stands near the river. '.repeat(8)
    const text = `${filler}Fragile goods are packed in two boxes. They are marked with a red label. ${filler}`
    const found = quote('How are fragile goods packed?', passage(text.trim())) ?? ''
    expect(found).toMatch(/^Fragile goods are packed in two boxes\. They are marked/)
    expect(found.length).toBeLessThanOrEqual(480)
  })

  test('does not begin with a sentence that leans on the one before', () => {
    const filler = 'Our house was built long ago by a family of sailors and bakers. '.repeat(9)
    const text = `${filler}The depot opens at six. It accepts pallets and crates.`
    expect(quote('Who accepts pallets and crates?', passage(text))).toMatch(
      /^The depot opens at six\. It accepts pallets/,
    )
  })

  test('contains nothing that the knowledge does not say', () => {
    const text = '## Refunds\n\nA refund takes **five days** and goes to the card that paid.'
    expect(quote('How long does a refund take?', passage(text))).toBe(
      'A refund takes five days and goes to the card that paid.',
    )
  })

  test('is null without passages', () => {
    expect(quote('anything?')).toBeUndefined()
  })
})

describe('markup', () => {
  test('becomes plain text, and only markup does', () => {
    expect(withoutMarks('## Title\n\n**Bold**, `code` and [words](https://a.example "t").')).toBe(
      'Title\n\nBold, code and words (https://a.example).',
    )
    expect(withoutMarks('2 * 3 * 4, snake_case_name and __init__')).toBe('2 * 3 * 4, snake_case_name and init')
    expect(withoutMarks('[https://a.example](https://a.example)')).toBe('https://a.example')
  })
})
