import { expect, test } from 'vitest'
import { turnOf } from '../../../../tests/support/model-turns.ts'
import type { Turn } from './bot-port.ts'
import { readMessages } from './read-messages.ts'

const offered: Pick<Turn, 'history'> = {
  history: [{ seq: 1, by: 'bot', text: 'I can ask a person from the team to help. Leave your e-mail address below.' }],
}

test('an address that is typed after an offer accepts it', () => {
  expect(readMessages(turnOf(' dana@example.com \n', offered)).wantsHuman).toBe(true)
  expect(readMessages(turnOf('dana at example', offered)).wantsHuman).toBe(false)
})

test.each([
  ['nothing but @ and dots', `.${'@.'.repeat(1_000)}${'..'.repeat(995)}\t.`],
  ['small talk in small talk', `ty${' that a'.repeat(14)}${'x'.repeat(58)}`],
  ['white space', `${' '.repeat(3_990)},x`],
])('a message that was made to be read slowly is read at once: %s', (_, text) => {
  const began = performance.now()
  readMessages(turnOf(text, offered))
  expect(performance.now() - began).toBeLessThan(2_000)
})
