import { describe, expect, test } from 'vitest'
import { forgetAccess, keepOpen, renewAccess } from '../keep/access.ts'
import { readAccess } from '../keep/kept-access.ts'
import { beginConversation } from './begin-conversation.ts'
import { danasConversation, danaWrites, roboWrites } from './cast.ts'
import { down, fakeChannel, fakeStore, ok, refusal } from './fake-channel.ts'
import { fetchConversation } from './fetch-history.ts'

const started = ok({ conversation: danasConversation(), token: 'secret' })
const visit = async () => ({ language: 'pt-BR' })
const first = { clientId: 'dana-1', text: 'Hello' }

describe('beginning a conversation', () => {
  test('keeps the key before the server is asked, and uses it again after a lost answer', async () => {
    const store = fakeStore()
    const { api, calls } = fakeChannel({ start: [down, started] })
    expect((await beginConversation({ api, store, visit }, 'bot_robo', first)).kind).toBe('later')
    const kept = readAccess(store)
    expect(kept?.startKey).toHaveLength(43)
    const answer = await beginConversation({ api, store, visit }, 'bot_robo', first)
    expect(answer).toEqual(ok({ startKey: kept?.startKey, conversationId: 'con_dana', token: 'secret' }))
    expect(calls.map(([, , body]) => body)).toEqual([
      { startKey: kept?.startKey, ...first, language: 'pt-BR' },
      { startKey: kept?.startKey, ...first, language: 'pt-BR' },
    ])
  })

  test('needs no message where the customer asks for a human straight away', async () => {
    const { api, calls } = fakeChannel({ start: [started] })
    await beginConversation({ api, store: fakeStore(), visit }, 'bot_robo', null)
    expect(Object.keys(calls[0]?.[2] as object)).toEqual(['startKey', 'language'])
  })

  test('happens once: a kept conversation is used as it is', async () => {
    const store = fakeStore()
    keepOpen(store, { startKey: 'key', conversationId: 'con_dana', token: 'secret' })
    const { api, calls } = fakeChannel({})
    expect((await beginConversation({ api, store, visit }, 'bot_robo', first)).kind).toBe('ok')
    expect(calls).toEqual([])
  })

  test('leaves nothing behind where the customer was forgotten meanwhile', async () => {
    const store = fakeStore()
    const { api } = fakeChannel({ start: [started] })
    const start: typeof api.start = (...given) => {
      forgetAccess(store)
      return api.start(...given)
    }
    const answer = await beginConversation({ api: { ...api, start }, store, visit }, 'bot_robo', first)
    expect(answer).toEqual({ kind: 'stopped' })
    expect(readAccess(store)).toBeNull()
  })

  test('anew shows the old token, so that the team sees the same customer', async () => {
    const store = fakeStore()
    keepOpen(store, { startKey: 'old key', conversationId: 'con_old', token: 'old' })
    renewAccess(store)
    const { api, calls } = fakeChannel({ start: [started] })
    await beginConversation({ api, store, visit }, 'bot_robo', first)
    expect(calls[0]?.[3]).toBe('old')
    expect(calls[0]?.[2]).not.toMatchObject({ startKey: 'old key' })
  })

  test('anew goes on without an old token that is not good any more', async () => {
    const store = fakeStore()
    keepOpen(store, { startKey: 'old key', conversationId: 'con_old', token: 'old' })
    renewAccess(store)
    const { api, calls } = fakeChannel({ start: [refusal(401, 'unauthorized'), started] })
    expect((await beginConversation({ api, store, visit }, 'bot_robo', first)).kind).toBe('ok')
    expect(calls.map(([, , , token]) => token)).toEqual(['old', undefined])
  })
})

test('a conversation is fetched with the newest page of its history', async () => {
  const access = { startKey: 'key', conversationId: 'con_dana', token: 'secret' }
  const items = [danaWrites(301, 'Hello'), roboWrites(302, 'Hi')]
  const { api, calls } = fakeChannel({
    conversation: [ok(danasConversation({ lastSeq: 302 }))],
    eventsBefore: [ok({ items, lastSeq: 302 })],
  })
  const answer = await fetchConversation(api, access)
  expect(calls[1]).toEqual(['eventsBefore', access, 303, 200])
  expect(answer.kind === 'ok' && answer.value.events).toEqual(items)
})
