import { closeCodes } from '@baton/protocol/close-codes'
import type { ServerFrame } from '@baton/protocol/frames'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { backOff } from './back-off.ts'
import { openConnection, type Socket } from './connection.ts'

/** A socket whose other end the test holds. */
class HandSocket implements Socket {
  readyState: Socket['readyState'] = 0
  onopen: Socket['onopen'] = null
  onmessage: Socket['onmessage'] = null
  onclose: Socket['onclose'] = null
  sent: { t: string; after?: number; conversation?: string }[] = []
  send(text: string) {
    this.sent.push(JSON.parse(text))
  }
  close() {
    this.readyState = 3
  }
  accept() {
    this.readyState = 1
    this.onopen?.({} as Event)
    this.tell({ t: 'ready', me: { kind: 'agent', id: 'ben', name: 'Ben', teamId: 'team' } })
  }
  tell(frame: ServerFrame) {
    this.onmessage?.({ data: JSON.stringify(frame) } as MessageEvent<unknown>)
  }
  hangUp(code: number) {
    this.readyState = 3
    this.onclose?.({ code } as CloseEvent)
  }
}

const begin = () => {
  const sockets: HandSocket[] = []
  const open = () => {
    const socket = new HandSocket()
    sockets.push(socket)
    return socket
  }
  const connection = openConnection({ open, random: () => 0.5 })
  const newest = () => {
    const socket = sockets.at(-1)
    if (!socket) throw new Error('no socket was opened')
    return socket
  }
  return { sockets, connection, newest }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('says hello, waits for ready, then follows the inbox and the open conversation', () => {
  const { connection, newest } = begin()
  connection.follow('c1', () => 7)
  newest().accept()
  expect(newest().sent).toEqual([{ t: 'hello' }, { t: 'follow_inbox' }, { t: 'follow', conversation: 'c1', after: 7 }])
  expect(connection.status()).toBe('live')
})

test('comes back after a restart of the server and asks from where it was', () => {
  const { connection, sockets, newest } = begin()
  let seen = 7
  connection.follow('c1', () => seen)
  newest().accept()
  seen = 9
  newest().hangUp(closeCodes.going_away)
  expect(connection.status()).toBe('waiting')
  vi.advanceTimersByTime(1000)
  expect(sockets).toHaveLength(2)
  newest().accept()
  expect(newest().sent).toContainEqual({ t: 'follow', conversation: 'c1', after: 9 })
})

test('does not come back when the server says so', () => {
  const { connection, sockets, newest } = begin()
  newest().accept()
  newest().hangUp(closeCodes.access_ended)
  vi.advanceTimersByTime(120_000)
  expect(sockets).toHaveLength(1)
  expect(connection.status()).toBe('stopped')
})

test('waits longer after each loss, with a random part, and begins anew after a success', () => {
  expect([1, 2, 3].map((attempt) => backOff(attempt, 0))).toEqual([500, 1000, 2000])
  expect(backOff(1, 0.999)).toBeLessThanOrEqual(1000)
  expect(backOff(40, 0.999)).toBeLessThanOrEqual(30_000)
  const { sockets, newest } = begin()
  newest().hangUp(1006)
  vi.advanceTimersByTime(750)
  newest().hangUp(1006)
  vi.advanceTimersByTime(1400)
  expect(sockets).toHaveLength(2)
  vi.advanceTimersByTime(100)
  expect(sockets).toHaveLength(3)
  newest().accept()
  newest().hangUp(1006)
  vi.advanceTimersByTime(750)
  expect(sockets).toHaveLength(4)
})

test('a connection that has gone silent is taken for dead', () => {
  const { connection, newest } = begin()
  newest().accept()
  vi.advanceTimersByTime(40_000)
  expect(connection.status()).toBe('live')
  newest().tell({ t: 'pong' })
  vi.advanceTimersByTime(40_000)
  expect(connection.status()).toBe('live')
  vi.advanceTimersByTime(20_000)
  expect(connection.status()).not.toBe('live')
})

test('what is no longer looked at is unfollowed, and a frame that is no JSON does no harm', () => {
  const { connection, newest } = begin()
  const frames: ServerFrame[] = []
  connection.onFrame((frame) => frames.push(frame))
  newest().accept()
  const leave = connection.follow('c1', () => 0)
  leave()
  expect(newest().sent.at(-1)).toEqual({ t: 'unfollow', conversation: 'c1' })
  newest().onmessage?.({ data: 'not json' } as MessageEvent<unknown>)
  expect(frames.map((frame) => frame.t)).toEqual(['ready'])
})

test('trying at once shortens the wait', () => {
  const { connection, sockets, newest } = begin()
  newest().hangUp(1006)
  connection.retryNow()
  expect(sockets).toHaveLength(2)
  connection.close()
  vi.advanceTimersByTime(120_000)
  expect(sockets).toHaveLength(2)
})
