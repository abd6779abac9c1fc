import { expect, test } from 'vitest'
import { notifyProblem, toNotifyEmails } from './notify-emails.ts'

test('no address means the team owner’s', () => {
  expect(notifyProblem([])).toBeNull()
  expect(toNotifyEmails([])).toBeNull()
  expect(toNotifyEmails(['ada@example.com'])).toEqual(['ada@example.com'])
})

test('what is no address is named, and there is an end to their number', () => {
  expect(notifyProblem(['ada@example.com', 'ben'])).toContain('ben')
  expect(notifyProblem(Array.from({ length: 21 }, (_, index) => `a${index}@example.com`))).not.toBeNull()
})
