import { describe, expect, test } from 'vitest'
import { HonestText } from './honest-text.ts'
import { promisesHuman } from './human-promise.ts'

const promises = [
  'I am connecting you to an agent now.',
  "I'll transfer you to my colleague right away!",
  'Let me get a human for you.',
  'Please hold while I put you through.',
  'An agent will be with you in two minutes.',
  'Someone from our team will contact you shortly.',
  'I have notified our support team for you.',
  'Your request has been forwarded to a specialist.',
  'You are now chatting with a human.',
  'This is Ben from the support team, how can I help?',
  'Ben joined the conversation.',
  'Your agent has handed you back to me.',
  'I have escalated this.',
  'Would you like me to connect you with a person?',
  'Ich verbinde Sie jetzt mit einem Kollegen.',
  'Ein Mitarbeiter meldet sich gleich bei Ihnen.',
  'Je vous mets en relation avec un conseiller.',
  'Le paso con un agente.',
  'Vou transferir você para um atendente.',
  'La metto in contatto con un operatore.',
  'Ik verbind u door met een collega.',
  'Соединяю вас с оператором.',
  '担当者におつなぎします。',
  '正在为您转接人工客服。',
  '상담원에게 연결해 드리겠습니다.',
]

const plainWords = [
  'A parcel takes two days.',
  'Our team is in Berlin.',
  'I cannot connect you to a person.',
  'You can hand a conversation back with the button.',
  'Members with the right role can claim a conversation.',
  'When an agent claims it, the customer sees that Ben joined the conversation.',
  'We forward nothing to third parties.',
  'Forward the mail to support@example.com.',
  'Ask a friend who knows it.',
  'The person at the till gives it back to you.',
  'Ich helfe Ihnen gern.',
  'Nous livrons en deux jours.',
]

describe('a sentence of a model', () => {
  test.each(promises)('promises a human: %s', (text) => expect(promisesHuman(text, { waits: false })).toBe(true))
  test.each(plainWords)('promises nothing: %s', (text) => expect(promisesHuman(text, { waits: false })).toBe(false))

  test('may say that the team was told while the customer waits, and nothing of when somebody comes', () => {
    expect(promisesHuman('The team has been told.', { waits: true })).toBe(false)
    expect(promisesHuman('Someone will be with you in a minute.', { waits: true })).toBe(true)
  })
})

describe('a text on its way', () => {
  const reader = { detect: () => ({ language: 'en', sure: true }), expected: 'en', known: new Set<string>() }
  const shownOf = (text: string, size: number) => {
    const honest = new HonestText({ waits: false, passages: 3, reader })
    const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
      text.slice(at * size, (at + 1) * size),
    )
    return { shown: pieces.map((piece) => honest.push(piece)).join('') + honest.end() + honest.settle(false), honest }
  }

  test.each([1, 2, 3, 7, 50, 1000])('is the same in pieces of %i characters, without promises and marks', (size) => {
    const text =
      'Two days [1]. I will connect you to an agent. Returns are free [2, 3]! See [1](https://example.com) or [7].'
    const { shown, honest } = shownOf(text, size)
    expect(shown).toBe('Two days. Returns are free! See [1](https://example.com) or [7].')
    expect([...honest.cited].sort()).toEqual([1, 2, 3])
    expect(honest.promised).toBe(true)
  })

  test('keeps paragraphs and lists, and lets long text without full stops go', () => {
    expect(shownOf('First:\n- one\n- two\n\nThen 3.5 euros.', 4).shown).toBe('First:\n- one\n- two\n\nThen 3.5 euros.')
    const long = 'word '.repeat(300)
    expect(shownOf(long, 10).shown).toBe(long)
  })
})
