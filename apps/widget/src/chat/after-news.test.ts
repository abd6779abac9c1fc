import { describe, expect, test } from 'vitest'
import { afterEvents, opened } from './after-news.ts'
import { showsForm } from './ask.ts'
import { chidi, danasConversation, danaWrites, happened, robo } from './cast.ts'
import { type ChatState, emptyChat } from './chat-state.ts'
import { openTranscript } from './transcript-growth.ts'

/** Dana has opened the form and typed something wrong into it. */
const asking = (): ChatState => {
  const state = opened(emptyChat(robo, []), openTranscript(danasConversation(), []), 0)
  return { ...state, ask: { ...state.ask, open: true, email: 'nobody', problem: 'email_invalid' } }
}
const shows = ({ ask, bot, transcript }: ChatState) => showsForm(ask, bot, transcript)

describe('the form for a human', () => {
  test('is gone for good where another tab has asked, or somebody joined unasked', () => {
    const contact = { reason: 'asked', mailed: true, email: 'dana@example.com' } as const
    const answers = [
      happened(1, 'conversation.escalated', { reason: 'asked' } as never),
      happened(1, 'conversation.contact_requested', contact as never),
      happened(1, 'conversation.claimed', { agent: chidi } as never),
    ]
    for (const answer of answers) {
      const after = afterEvents(asking(), [answer], 0)
      const back = { ...after.ask, problem: null }
      expect(after.ask, answer.type).toEqual({ ...back, open: false, email: 'nobody' })
      expect(showsForm(after.ask, robo, openTranscript(danasConversation(), [])), answer.type).toBe(false)
    }
  })

  test('stays while the conversation goes on', () => {
    expect(shows(afterEvents(asking(), [danaWrites(1, 'Hello?')], 0))).toBe(true)
  })
})
