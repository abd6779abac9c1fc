import { expect, test } from 'vitest'
import { askedForHuman } from './human-request.ts'
import { heldOutMentions, heldOutRequests } from './human-request-holdout.fixture.ts'

const requests = Object.values(heldOutRequests).flat()
const asks = (text: string) => askedForHuman(text) !== null

test('words that the rules were not tuned on: at least 80 of 100 requests in 18 languages are understood', () => {
  expect(Object.keys(heldOutRequests).length).toBeGreaterThanOrEqual(12)
  const missed = requests.filter((text) => !asks(text))
  console.info(`held-out requests understood: ${requests.length - missed.length} of ${requests.length}`, missed)
  expect(missed.length / requests.length, missed.join('\n')).toBeLessThanOrEqual(0.2)
})

test('and at most 5 of 40 messages that only mention people are taken for one', () => {
  expect(heldOutMentions).toHaveLength(40)
  const alarms = heldOutMentions.filter(asks)
  console.info(`held-out false alarms: ${alarms.length} of ${heldOutMentions.length}`, alarms)
  expect(alarms.length, alarms.join('\n')).toBeLessThanOrEqual(5)
})
