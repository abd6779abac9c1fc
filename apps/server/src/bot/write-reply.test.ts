import { textFault } from '@baton/core'
import { expect, test } from 'vitest'
import { turnOf } from '../../../../tests/support/model-turns.ts'
import type { TurnPart } from './bot-port.ts'
import { writeReply } from './write-reply.ts'

const answerer = (...pieces: string[]) => ({
  answer: async function* (): AsyncGenerator<TurnPart> {
    for (const text of pieces) yield { kind: 'text', text }
  },
})
const reply = async (...pieces: string[]) => (await writeReply(answerer(...pieces), turnOf('Hello'), () => {})).text

test('an answer with something that no message may hold is a message without it', async () => {
  const text = await reply('It takes\u0000 two\ud800 days', ' \udc00🙂.\u0007\r\n\tReturns are free. \n')
  expect(text).toBe('It takes two days 🙂.\n\tReturns are free.')
  expect(textFault(text)).toBeNull()
  await expect(reply('\u0000 \ud800')).rejects.toThrow('the answer was empty')
})

test('a long answer is cut between two characters', async () => {
  const text = await reply('x', '🙂'.repeat(2_500))
  expect(text.length).toBeLessThanOrEqual(4_000)
  expect(textFault(text)).toBeNull()
})
