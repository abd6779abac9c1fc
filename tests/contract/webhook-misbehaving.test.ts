import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { starts } from '../support/cast.ts'
import { scope, type WebhookScene, webhookScene } from './webhook-scene.ts'

type Way = { does: (socket: Socket) => void; status: 'delivered' | 'waiting' | 'failed' | 'held'; code: number | null }

const says = (text: string) => (socket: Socket) => void socket.write(text)
const saysAndEnds = (text: string) => (socket: Socket) => void socket.end(text)
const ok = 'HTTP/1.1 200 OK\r\n'
const empty = 'content-length: 0\r\nconnection: close\r\n\r\n'
const head = (status: string, more = '') => saysAndEnds(`HTTP/1.1 ${status}\r\n${more}${empty}`)
/** Again and again until the other side has had enough. */
const repeats =
  (text: string, every: number, first = '') =>
  (socket: Socket) => {
    socket.write(first)
    const timer = setInterval(() => socket.write(text), every)
    socket.on('close', () => clearInterval(timer))
  }

const ways: Record<string, Way> = {
  'answers 400': { does: head('400 Bad Request'), status: 'waiting', code: 400 },
  'answers 404': { does: head('404 Not Found'), status: 'waiting', code: 404 },
  'answers 500': { does: head('500 Oops'), status: 'waiting', code: 500 },
  'answers 502': { does: head('502 Bad Gateway'), status: 'waiting', code: 502 },
  'answers 504': { does: head('504 Too Slow'), status: 'waiting', code: 504 },
  'sends elsewhere': { does: head('301 Moved', 'location: http://127.0.0.1:1/\r\n'), status: 'waiting', code: 301 },
  'sends to itself': { does: head('307 Again', 'location: /hook\r\n'), status: 'waiting', code: 307 },
  'says that it is gone': { does: head('410 Gone'), status: 'failed', code: 410 },
  'asks for a pause in nonsense': { does: head('429 Slow', 'retry-after: soon\r\n'), status: 'waiting', code: 429 },
  'asks for a pause of ages': { does: head('503 Away', 'retry-after: 999999999\r\n'), status: 'waiting', code: 503 },
  'asks for a pause in the past': {
    does: head('503 Away', 'retry-after: Thu, 01 Jan 1970 00:00:00 GMT\r\n'),
    ...{ status: 'waiting', code: 503 },
  },
  'breaks off at once': { does: (socket) => void socket.resetAndDestroy(), status: 'waiting', code: null },
  'closes without a word': { does: (socket) => void socket.end(), status: 'waiting', code: null },
  'never answers': { does: () => {}, status: 'waiting', code: null },
  'stops in the middle of the status': { does: says('HTTP/1.1 20'), status: 'waiting', code: null },
  'stops before the headers end': { does: says(`${ok}x-a: b\r\n`), status: 'waiting', code: null },
  'sends headers without end': { does: repeats('x-more: and more\r\n', 5, ok), status: 'waiting', code: null },
  'sends a header of 100 KB': {
    does: saysAndEnds(`${ok}x-a: ${'y'.repeat(100_000)}\r\n${empty}`),
    status: 'waiting',
    code: null,
  },
  'says 102 for ever': { does: repeats('HTTP/1.1 102 Processing\r\n\r\n', 20), status: 'waiting', code: null },
  'speaks SMTP': { does: saysAndEnds('220 mail.example ESMTP\r\n'), status: 'waiting', code: null },
  'speaks HTTP/9.9': { does: saysAndEnds(`HTTP/9.9 200 OK\r\n${empty}`), status: 'waiting', code: null },
  'sends bytes': {
    does: (socket) => void socket.end(Buffer.from([0, 1, 2, 255, 254, 13, 10])),
    status: 'waiting',
    code: null,
  },
  'upgrades to something else': {
    does: saysAndEnds('HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
    status: 'waiting',
    code: null,
  },
  'says 100 without being asked to': {
    does: saysAndEnds(`HTTP/1.1 100 Continue\r\n\r\n${ok}${empty}`),
    status: 'waiting',
    code: null,
  },
  'sends its body byte by byte': { does: repeats('.', 20, `${ok}\r\n`), status: 'delivered', code: 200 },
  'sends a body without end': { does: repeats('x'.repeat(32_768), 1, `${ok}\r\n`), status: 'delivered', code: 200 },
  'promises a longer body than it sends': {
    does: saysAndEnds(`${ok}content-length: 99\r\n\r\nshort`),
    status: 'delivered',
    code: 200,
  },
  'sends broken chunks': {
    does: saysAndEnds(`${ok}transfer-encoding: chunked\r\n\r\nZZ\r\nnope`),
    status: 'delivered',
    code: 200,
  },
  'sends a gzip that is none': {
    does: saysAndEnds(`${ok}content-encoding: gzip\r\ncontent-length: 4\r\n\r\nnope`),
    status: 'delivered',
    code: 200,
  },
  'answers twice': {
    does: saysAndEnds(`${ok}content-length: 0\r\n\r\nHTTP/1.1 500 No\r\n${empty}`),
    status: 'delivered',
    code: 200,
  },
}

const TOTAL_MS = 1_500

describe('a receiver that misbehaves', () => {
  let server: WebhookScene
  const sockets = new Set<Socket>()
  const connections = new Map<string, number>()
  const listener = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    socket.once('data', (chunk) => {
      const [, way = ''] = /^POST \/(\S*)/.exec(String(chunk)) ?? []
      const name = decodeURIComponent(way)
      connections.set(name, (connections.get(name) ?? 0) + 1)
      ways[name]?.does(socket)
    })
  })

  beforeAll(async () => {
    server = await webhookScene('sqlite', { totalMs: TOTAL_MS })
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  })
  afterAll(async () => {
    await server.end()
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => listener.close(resolve))
  })

  test('WH8, WH9, WH10: in thirty ways is classed as documented, and none of them takes longer than it may', async () => {
    expect(Object.keys(ways).length).toBeGreaterThanOrEqual(20)
    const { port } = listener.address() as AddressInfo
    const hooks = new Map<string, string>()
    for (const way of Object.keys(ways)) {
      hooks.set(way, (await server.endpoint(`http://127.0.0.1:${port}/${encodeURIComponent(way)}`)).id)
    }
    const began = performance.now()
    await server.commit(starts())
    await vi.waitFor(async () => expect((await server.rows()).every(({ attempts }) => attempts === 1)).toBe(true), {
      timeout: 20_000,
      interval: 100,
    })
    expect(performance.now() - began).toBeLessThan(15_000)
    for (const [way, { status, code }] of Object.entries(ways)) {
      const delivery = await server.delivery(hooks.get(way) ?? '')
      expect([way, delivery.status, delivery.lastAttempt?.responseStatus ?? null]).toEqual([way, status, code])
      expect(delivery.lastAttempt?.durationMs, way).toBeLessThan(TOTAL_MS + 1_000)
      expect((delivery.lastAttempt?.error ?? null) === null, way).toBe(status === 'delivered')
      const detail = await server.manage.delivery(scope, hooks.get(way) ?? '', delivery.id)
      if ('no' in detail) throw new Error(detail.no)
      expect(detail.tries[0]?.responseBody?.length ?? 0, way).toBeLessThanOrEqual(64 * 1024)
      if (status === 'waiting') {
        const pause = Date.parse(delivery.nextAttemptAt ?? '') - server.clock.now
        expect(pause, way).toBeGreaterThanOrEqual(4_000)
        expect(pause, way).toBeLessThanOrEqual(24 * 3_600_000)
      }
      expect(connections.get(way), way).toBe(1)
    }
  })

  test('WH10: and none of them keeps a connection', async () => {
    await vi.waitFor(() => expect(sockets.size).toBe(0), { timeout: 5_000 })
  })
})
