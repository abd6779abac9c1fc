import { describe, expect, test } from 'vitest'
import { danasConversation, danaWrites } from './cast.ts'
import { markFailed, markSent, nextToSend, resend, settle, unsent } from './outbox.ts'
import { extend, openTranscript } from './transcript-growth.ts'
import { addMessage, type Outbox, readOutbox } from './written.ts'

const write = (outbox: Outbox, clientId: string) => addMessage(outbox, { clientId, text: `text of ${clientId}`, at: 1 })
const three = ['a', 'b', 'c'].reduce(write, [] as Outbox)

describe('the outbox', () => {
  test('sends in the order of writing, one at a time', () => {
    expect(nextToSend(three)?.clientId).toBe('a')
    expect(nextToSend(markSent(three, 'a', 2))?.clientId).toBe('b')
    expect(nextToSend([])).toBeNull()
  })

  test('a refused message does not hold up the next', () => {
    expect(nextToSend(markFailed(three, 'a', 'message_too_long'))?.clientId).toBe('b')
  })

  test('resending keeps the id, so that the server can tell a repeat', () => {
    const again = resend(markFailed(three, 'a', 'http_403'), 'a', 'new')
    expect(again.map((entry) => [entry.clientId, entry.state])).toEqual([
      ['b', 'queued'],
      ['c', 'queued'],
      ['a', 'queued'],
    ])
  })

  test('resending makes a new id only where the old one was refused', () => {
    const again = resend(markFailed(three, 'a', 'client_id_reused'), 'a', 'new')
    expect(again.at(-1)).toEqual({ clientId: 'new', text: 'text of a', at: 1, to: null, state: 'queued' })
    expect(resend(three, 'a', 'new')).toBe(three)
  })

  test('lets go of a message when the log holds it, and not before', () => {
    const opened = openTranscript(danasConversation({ lastSeq: 1 }), [])
    const sent = markSent(three, 'a', 2)
    expect(settle(sent, opened)).toBe(sent)
    const logged = extend(opened, danaWrites(2, 'text of a', 'a'))
    expect(settle(sent, logged).map((entry) => entry.clientId)).toEqual(['b', 'c'])
  })

  test('lets go of a message whose answer was lost, by its id', () => {
    const logged = extend(openTranscript(danasConversation(), []), danaWrites(1, 'text of b', 'b'))
    expect(settle(three, logged).map((entry) => entry.clientId)).toEqual(['a', 'c'])
  })

  test('lets go of an acknowledged message that is older than the page in hand', () => {
    const newestPage = openTranscript(danasConversation({ lastSeq: 500 }), [danaWrites(500, 'later', 'z')])
    expect(settle(markSent(three, 'a', 12), newestPage).map((entry) => entry.clientId)).toEqual(['b', 'c'])
  })

  test('takes along to another conversation only what was never acknowledged', () => {
    const mixed = markFailed(markSent(three, 'a', 2), 'b', 'http_403')
    expect(unsent(mixed).map((entry) => entry.clientId)).toEqual(['b', 'c'])
  })

  test('survives a reload, and reads anything else as empty', () => {
    expect(readOutbox(JSON.parse(JSON.stringify(markSent(three, 'a', 2))))).toEqual(markSent(three, 'a', 2))
    expect(readOutbox(undefined)).toEqual([])
    expect(readOutbox([{ clientId: 'a' }, null, 'x', { ...three[0], state: 'sending' }])).toEqual([])
  })
})
