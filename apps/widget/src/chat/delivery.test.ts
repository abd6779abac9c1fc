import { describe, expect, test } from 'vitest'
import { keepOpen } from '../keep/access.ts'
import { readAccess } from '../keep/kept-access.ts'
import type { Answer } from '../wire/call.ts'
import { opened } from './after-news.ts'
import { danasConversation, danaWrites, robo } from './cast.ts'
import { emptyChat } from './chat-state.ts'
import { Delivery } from './delivery.ts'
import { down, fakeChannel, fakeStore, ok, refusal } from './fake-channel.ts'
import { keepOutbox } from './kept-outbox.ts'
import { holdState } from './state-holder.ts'
import { openTranscript } from './transcript-growth.ts'
import { addMessage } from './written.ts'

const access = { startKey: 'key', conversationId: 'con_dana', token: 'secret' }
const transcript = openTranscript(danasConversation(), [])
const started = ok({ conversation: danasConversation(), token: 'secret' })

/** One message of Dana's in the outbox, with or without a conversation to send it to. */
function set(
  script: Parameters<typeof fakeChannel>[0],
  { known = true, fetched = ok(transcript) as Answer<typeof transcript> } = {},
) {
  const store = fakeStore()
  const holder = holdState(emptyChat(robo, []))
  const told: string[] = []
  if (known) {
    keepOpen(store, access)
    holder.change((state) => opened(state, transcript, 0))
  }
  const outbox = keepOutbox(store, (entries) => holder.patch({ outbox: entries }))
  outbox.change((entries) => addMessage(entries, { clientId: 'dana-1', text: 'Hello', at: 0 }))
  const channel = fakeChannel(script)
  const following = {
    open: async () => {
      told.push('opened')
      return fetched
    },
    received: () => void told.push('received'),
  }
  const delivery = new Delivery({
    ...{ ...channel, store, holder, following, outbox },
    visit: async () => ({}),
    ended: () => told.push('ended'),
  })
  const { next, deliver } = delivery.sending
  const send = async () => {
    const entry = next()
    return entry ? deliver(entry) : null
  }
  return { send, store, outbox, told, calls: channel.calls, holder, delivery }
}

describe('delivering a message', () => {
  test('into a conversation marks it sent, with its place in the log', async () => {
    const { send, outbox, told, calls } = set({ send: [ok(danaWrites(7, 'Hello', 'dana-1'))] })
    await send()
    expect(calls).toEqual([['send', access, { clientId: 'dana-1', text: 'Hello' }]])
    expect(outbox.read()).toMatchObject([{ state: 'sent', seq: 7 }])
    expect(told).toEqual(['received'])
  })

  test('as the first one begins the conversation with it', async () => {
    const { send, store, told, calls } = set({ start: [started] }, { known: false })
    expect((await send())?.kind).toBe('ok')
    expect(calls[0]?.[2]).toMatchObject({ clientId: 'dana-1', text: 'Hello' })
    expect(readAccess(store)).toMatchObject({ conversationId: 'con_dana', token: 'secret' })
    expect(told).toEqual(['opened'])
  })

  test('stays in the queue while the server cannot be reached', async () => {
    const { send, outbox } = set({ send: [down] })
    expect(await send()).toEqual(down)
    expect(outbox.read()).toMatchObject([{ state: 'queued' }])
  })

  test('stays in the queue when the history cannot be fetched right after the start', async () => {
    const { send, outbox } = set({ start: [started] }, { known: false, fetched: down })
    expect((await send())?.kind).toBe('later')
    expect(outbox.read()).toMatchObject([{ state: 'queued' }])
  })

  test('that is refused says why, and is out of the way', async () => {
    const { send, outbox } = set({ send: [refusal(422, 'message_too_long')] })
    expect((await send())?.kind).toBe('no')
    expect(outbox.read()).toMatchObject([{ state: 'failed', code: 'message_too_long' }])
  })

  test('with a token that is not good any more keeps it for the next conversation', async () => {
    const { send, outbox, told } = set({ send: [refusal(401, 'unauthorized')] })
    expect((await send())?.kind).toBe('later')
    expect(told).toEqual(['ended'])
    expect(outbox.read()).toMatchObject([{ state: 'queued' }])
  })

  test('to a bot that is gone says so', async () => {
    const { send, holder } = set({ start: [refusal(404, 'not_found')] }, { known: false })
    await send()
    expect(holder.get().gone).toBe(true)
  })
})
