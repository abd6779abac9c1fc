import type { CustomerEvent } from '@baton/protocol'
import { describe, expect, test } from 'vitest'
import { canAsk, nothingAsked, offeredAt, showsForm } from './ask.ts'
import { danasConversation, danaWrites, happened, robo, roboWrites } from './cast.ts'
import { extend, openTranscript } from './transcript-growth.ts'

const offer = { offer: { powerUp: 'talk_to_a_human', reason: 'knowledge_gap' } } as const
const read = (events: CustomerEvent[]) => events.reduce(extend, openTranscript(danasConversation(), []))
const offered = [danaWrites(1, 'Why?'), roboWrites(2, 'I do not know that.', offer)]
const alone = { ...robo, human: { ...robo.human, available: false } }

describe('asking for a human', () => {
  test('is possible before the first message, while the bot has it, and after a hand-back', () => {
    expect(canAsk(robo, null)).toBe(true)
    expect(canAsk(robo, danasConversation({ state: 'bot' }))).toBe(true)
    expect(canAsk(robo, danasConversation({ state: 'resolved' }))).toBe(true)
  })

  test('is not possible while waiting, while an agent is there, or at the end', () => {
    for (const state of ['escalated', 'active', 'closed'] as const) {
      expect(canAsk(robo, danasConversation({ state }))).toBe(false)
    }
  })

  test('is nowhere offered where the power-up is missing', () => {
    expect(canAsk(alone, null)).toBe(false)
    expect(showsForm({ ...nothingAsked, open: true }, alone, read(offered))).toBe(false)
  })

  test('comes up by itself when the bot offers it, and goes when declined', () => {
    expect(showsForm(nothingAsked, robo, read(offered))).toBe(true)
    expect(showsForm({ ...nothingAsked, answered: 2 }, robo, read(offered))).toBe(false)
  })

  test('stays while the customer writes on, and goes when the bot has more to say', () => {
    expect(offeredAt(read([...offered, danaWrites(3, 'Hm')]))).toBe(2)
    expect(offeredAt(read([...offered, danaWrites(3, 'Hm'), roboWrites(4, 'Here it is')]))).toBe(0)
  })

  test('stays open while the customer fills it in, whatever the bot says', () => {
    const transcript = read([...offered, danaWrites(3, 'Hm'), roboWrites(4, 'Here it is')])
    expect(showsForm({ ...nothingAsked, open: true }, robo, transcript)).toBe(true)
  })

  test('does not come up again by an offer that was used', () => {
    const used = [
      ...offered,
      happened(3, 'conversation.escalated', { reason: 'knowledge_gap', botHolds: false }),
      happened(4, 'conversation.withdrawn', {}),
    ]
    expect(showsForm(nothingAsked, robo, read(used))).toBe(false)
  })
})
