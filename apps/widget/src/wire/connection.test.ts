import type { ClientFrame, ServerFrame } from '@baton/protocol'
import { closeCodes } from '@baton/protocol/close-codes'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { danaWrites } from '../chat/cast.ts'
import { Connection, type Socket } from './connection.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A line that is cranked by hand. */
class FakeSocket implements Socket {
  onopen: Socket['onopen'] = null
  onmessage: Socket['onmessage'] = null
  onclose: Socket['onclose'] = null
  sent: ClientFrame[] = []
  closed = false
  send(text: string) {
    this.sent.push(JSON.parse(text))
  }
  close() {
    this.closed = true
  }
  opens() {
    this.onopen?.call(this as never, {} as Event)
  }
  says(frame: ServerFrame) {
    this.onmessage?.call(this as never, { data: JSON.stringify(frame) } as MessageEvent)
  }
  drops(code = 1006) {
    this.onclose?.call(this as never, { code } as CloseEvent)
  }
  greets() {
    this.opens()
    this.says({ t: 'ready', me: { kind: 'customer', id: 'cus_dana', botId: 'bot_robo' } })
  }
}

function set() {
  const sockets: FakeSocket[] = []
  const told: string[] = []
  let lastSeq = 4
  const connection = new Connection({
    open: () => {
      const socket = new FakeSocket()
      sockets.push(socket)
      return socket
    },
    random: () => 1,
    token: 'secret',
    conversation: 'con_dana',
    lastSeq: () => lastSeq,
    frame: (frame) => {
      if (frame.t === 'event') lastSeq = frame.event.seq
      told.push(frame.t)
    },
    live: () => told.push('LIVE'),
    down: (failures) => told.push(`DOWN ${failures}`),
    refused: () => told.push('REFUSED'),
  })
  const line = (index: number): FakeSocket => {
    const socket = sockets[index]
    if (!socket) throw new Error(`socket ${index} was never opened`)
    return socket
  }
  return { connection, sockets, told, line }
}

const caughtUp: ServerFrame = { t: 'caught_up', conversation: 'con_dana', seq: 5 }

describe('the connection', () => {
  test('says hello with the token, then follows from the last seq in hand', () => {
    const { line, told } = set()
    line(0).greets()
    line(0).says({ t: 'event', event: danaWrites(5, 'Hello') })
    line(0).says(caughtUp)
    expect(line(0).sent).toEqual([
      { t: 'hello', token: 'secret' },
      { t: 'follow', conversation: 'con_dana', after: 4 },
    ])
    expect(told).toEqual(['ready', 'event', 'caught_up', 'LIVE'])
  })

  test('comes back after a loss, from where it was', () => {
    const { line, sockets } = set()
    line(0).greets()
    line(0).says({ t: 'event', event: danaWrites(5, 'Hello') })
    line(0).says(caughtUp)
    line(0).drops()
    expect(sockets).toHaveLength(1)
    vi.advanceTimersByTime(500)
    line(1).greets()
    expect(line(1).sent.at(-1)).toEqual({ t: 'follow', conversation: 'con_dana', after: 5 })
  })

  test('waits longer with each failure and counts them, until it is live again', () => {
    const { line, told } = set()
    line(0).drops()
    vi.advanceTimersByTime(500)
    line(1).drops()
    vi.advanceTimersByTime(999)
    expect(() => line(2)).toThrow()
    vi.advanceTimersByTime(1)
    line(2).greets()
    line(2).says(caughtUp)
    line(2).drops(closeCodes.going_away)
    expect(told.filter((word) => word.startsWith('DOWN'))).toEqual(['DOWN 1', 'DOWN 2', 'DOWN 1'])
  })

  test('a browser that makes no socket is one without a connection, and tried again', () => {
    const told: string[] = []
    let made = 0
    const nothing = { lastSeq: () => 0, frame: () => {}, live: () => {}, refused: () => told.push('REFUSED') }
    const connection = new Connection({
      ...{ ...nothing, token: 'secret', conversation: 'con_dana', random: () => 1 },
      open: () => {
        made += 1
        throw new DOMException('blocked', 'SecurityError')
      },
      down: (failures) => told.push(`DOWN ${failures}`),
    })
    vi.advanceTimersByTime(1_500)
    expect(told).toEqual(['DOWN 1', 'DOWN 2', 'DOWN 3'])
    expect(made).toBe(3)
    connection.close()
  })

  test('takes 45 seconds of silence for a dead line, and pings to keep it from being one', () => {
    const { line, told } = set()
    line(0).greets()
    vi.advanceTimersByTime(20_000)
    expect(line(0).sent.at(-1)).toEqual({ t: 'ping' })
    line(0).says({ t: 'pong' })
    vi.advanceTimersByTime(44_999)
    expect(line(0).closed).toBe(false)
    vi.advanceTimersByTime(1)
    expect(line(0).closed).toBe(true)
    expect(told.at(-1)).toBe('DOWN 1')
  })

  test('gives up opening after ten seconds and tries again', () => {
    const { line } = set()
    vi.advanceTimersByTime(10_000)
    expect(line(0).closed).toBe(true)
    vi.advanceTimersByTime(500)
    expect(line(1).closed).toBe(false)
  })

  test('does not come back where the server says no', () => {
    const { line, sockets, told } = set()
    line(0).greets()
    line(0).drops(closeCodes.unauthorized)
    vi.advanceTimersByTime(60_000)
    expect(sockets).toHaveLength(1)
    expect(told.at(-1)).toBe('REFUSED')
  })

  test('reconnects at once when woken without a line', () => {
    const { connection, line } = set()
    line(0).drops()
    connection.wake()
    line(1).greets()
    expect(line(1).sent).toHaveLength(2)
  })

  test('when woken with a line, asks again and does not trust it for long', () => {
    const { connection, line } = set()
    line(0).greets()
    line(0).says(caughtUp)
    connection.wake()
    expect(line(0).sent.at(-1)).toEqual({ t: 'follow', conversation: 'con_dana', after: 4 })
    vi.advanceTimersByTime(5000)
    expect(line(0).closed).toBe(true)
  })

  test('once closed, stays closed', () => {
    const { connection, line, sockets } = set()
    line(0).greets()
    connection.close()
    connection.wake()
    line(0).drops()
    vi.advanceTimersByTime(60_000)
    expect(sockets).toHaveLength(1)
  })

  test('outlives a frame that it cannot read', () => {
    const { line, told } = set()
    line(0).greets()
    line(0).onmessage?.call(line(0) as never, { data: '{broken' } as MessageEvent)
    line(0).says(caughtUp)
    expect(told.at(-1)).toBe('LIVE')
  })
})
