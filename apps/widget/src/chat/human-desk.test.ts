import { describe, expect, test } from 'vitest'
import type { Answer } from '../wire/call.ts'
import { opened } from './after-news.ts'
import { danasConversation, robo } from './cast.ts'
import { emptyChat } from './chat-state.ts'
import { down, fakeChannel, ok, refusal } from './fake-channel.ts'
import { HumanDesk } from './human-desk.ts'
import { holdState } from './state-holder.ts'
import { openTranscript } from './transcript-growth.ts'

const access = { startKey: 'key', conversationId: 'con_dana', token: 'secret' }
const escalated = danasConversation({ state: 'escalated', lastSeq: 3, queue: { position: 2 } })

function set(
  script: Parameters<typeof fakeChannel>[0],
  { bot = robo, reached = ok(access) as Answer<typeof access> } = {},
) {
  const transcript = openTranscript(danasConversation({ lastSeq: 2 }), [])
  const holder = holdState(opened(emptyChat(bot, []), transcript, 0))
  const channel = fakeChannel(script)
  const told: string[] = []
  const following = { adopt: () => void told.push('adopted'), wake: () => void told.push('woken') }
  const desk = new HumanDesk({
    ...channel,
    holder,
    following,
    reachConversation: async () => reached,
    ended: () => void told.push('ended'),
  })
  return { desk, told, calls: channel.calls, ask: () => holder.get().ask, state: holder.get }
}

describe('asking for a human', () => {
  test('sends the address and closes the form', async () => {
    const { desk, told, calls, ask } = set({ escalate: [ok(escalated)] })
    desk.open()
    desk.typeEmail(' dana@example.com ')
    await desk.submit()
    expect(calls).toEqual([['escalate', access, { email: 'dana@example.com' }]])
    expect(told).toEqual(['adopted'])
    expect(ask()).toMatchObject({ open: false, busy: false, problem: null })
  })

  test('keeps the form and what is typed when the address is refused', async () => {
    const { desk, ask } = set({ escalate: [refusal(422, 'email_invalid')] })
    desk.typeEmail('not an address')
    await desk.submit()
    expect(ask()).toMatchObject({ open: true, busy: false, problem: 'email_invalid', email: 'not an address' })
    desk.typeEmail('not an address any')
    expect(ask().problem).toBeNull()
  })

  test('does not bother the server without an address, unless the power-up says that it is optional', async () => {
    const required = set({})
    await required.desk.submit()
    expect(required.ask().problem).toBe('email_missing')
    const optional = set(
      { escalate: [ok(escalated)] },
      { bot: { ...robo, human: { ...robo.human, emailRequired: false } } },
    )
    await optional.desk.submit()
    expect(optional.calls).toEqual([['escalate', access, {}]])
  })

  test('can be tried again when the server cannot be reached', async () => {
    const { desk, ask } = set({ escalate: [down] })
    desk.typeEmail('dana@example.com')
    await desk.submit()
    expect(ask()).toMatchObject({ open: true, busy: false, problem: 'unreachable' })
    const lost = set({}, { reached: down })
    lost.desk.typeEmail('dana@example.com')
    await lost.desk.submit()
    expect(lost.ask().problem).toBe('unreachable')
  })

  test('says so where there is none after all, and offers none any more', async () => {
    const { desk, state } = set({ escalate: [refusal(409, 'power_up_missing')] })
    desk.typeEmail('dana@example.com')
    await desk.submit()
    expect(state()).toMatchObject({
      notice: 'no_human_here',
      ask: { open: false },
      bot: { human: { available: false } },
    })
  })

  test('a second time says that the team has it, when nothing new is in the log', async () => {
    const { desk, state } = set({ escalate: [ok(danasConversation({ lastSeq: 2 }))] })
    desk.typeEmail('dana@example.com')
    await desk.submit()
    expect(state().notice).toBe('asked_before')
  })
})

describe('going back to the bot', () => {
  test('takes in what the server says', async () => {
    const { desk, told, state } = set({ withdraw: [ok(danasConversation({ lastSeq: 4 }))] })
    await desk.withdraw()
    expect(told).toEqual(['adopted'])
    expect(state()).toMatchObject({ busy: null, notice: null })
  })

  test('lets the log speak when an agent was quicker', async () => {
    const { desk, told, state } = set({ withdraw: [refusal(409, 'not_waiting')] })
    await desk.withdraw()
    expect(told).toEqual(['woken'])
    expect(state().notice).toBeNull()
  })

  test('says so when it did not work', async () => {
    const { desk, state } = set({ withdraw: [down] })
    await desk.withdraw()
    expect(state()).toMatchObject({ busy: null, notice: 'command_failed' })
  })
})
