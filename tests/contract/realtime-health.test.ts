import { readFileSync } from 'node:fs'
import { closeCodes, shouldReconnect } from '@baton/protocol'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ben, dana, writes } from '../support/cast.ts'
import { TestSocket } from '../support/test-socket.ts'
import { ask, upgrade } from './realtime-http.ts'
import { danas, Stage, settle } from './realtime-stage.ts'

let stage: Stage
beforeEach(() => {
  stage = new Stage()
  stage.start()
})
afterEach(async () => {
  await stage.close()
})

describe('signs of life', () => {
  test('PR26: a ping of the client is answered', async () => {
    const { url } = await stage.listen()
    const socket = await TestSocket.connect(url, { token: 'token-dana' })
    socket.send({ t: 'ping' })
    expect(await socket.waitForFrame('pong')).toEqual({ t: 'pong' })
    await socket.close()
  })

  test('PR26: a socket whose peer has vanished is noticed within 45 seconds and closed with 4002', async () => {
    const server = stage.open()
    const socket = await stage.follower(server, 'dana')
    await stage.clock.advance(100_000)
    expect(socket.closed).toBeNull()
    expect(socket.pings).toBe(5)
    socket.answersPings = false
    await stage.clock.advance(39_000)
    expect(socket.closed).toBeNull()
    await stage.clock.advance(6_000)
    expect(socket.closed?.code).toBe(closeCodes.timed_out)
    expect(server.gateway.stats()).toEqual({ sockets: 0, follows: 0 })
  })

  test('PR26: one missed ping is forgiven, and anything that arrives is a sign of life', async () => {
    const server = stage.open()
    const socket = await stage.connect(server, 'dana')
    socket.answersPings = false
    for (let minute = 0; minute < 5; minute += 1) {
      await stage.clock.advance(30_000)
      socket.say({ t: 'ping' })
    }
    expect(socket.closed).toBeNull()
  })

  test('PR26: Ben is noted as there when he connects, and at most every 20 seconds while a socket of his is open', async () => {
    const server = stage.open()
    const first = await stage.connect(server, ben)
    const second = await stage.connect(server, ben)
    await stage.connect(server, 'dana')
    expect(stage.seen).toEqual([ben.id, ben.id])
    for (let frame = 0; frame < 20; frame += 1) first.say({ t: 'ping' })
    expect(stage.seen).toHaveLength(2)
    await stage.clock.advance(60_000)
    expect(stage.seen.length).toBeGreaterThanOrEqual(4)
    expect(stage.seen.length).toBeLessThanOrEqual(6)
    first.breakOff()
    second.breakOff()
    const before = stage.seen.length
    await stage.clock.advance(60_000)
    expect(stage.seen.length).toBe(before)
  })
})

describe('limits', () => {
  test('PR27: a reader who stops reading is cut with 4001, its buffer stays small, and the others notice nothing', async () => {
    const { url, realtime } = await stage.listen()
    const [slow, quick, page] = await Promise.all([
      TestSocket.connect(url, { token: `bat_${ben.id}` }),
      TestSocket.connect(url, { token: `bat_${ben.id}` }),
      TestSocket.connect(url, { token: 'token-dana' }),
    ])
    const [, quickLog, pageLog] = await Promise.all([slow, quick, page].map((socket) => socket.follow(danas)))
    slow.socket.pause()
    const text = 'x'.repeat(2_000)
    for (let index = 0; index < 10_000; index += 1) {
      stage.commit(writes(dana, text))
      if (index % 20 === 0) await new Promise<void>((next) => setImmediate(next))
    }
    const last = stage.lastSeq()
    expect((await quickLog?.waitForSeq(last, 20_000))?.length).toBe(last)
    expect((await pageLog?.waitForSeq(last, 20_000))?.length).toBe(last)
    // It is cut although it does not read; what it was sent before still arrives when it reads again, in order.
    await expect.poll(() => realtime.gateway.stats()).toMatchObject({ follows: 2 })
    slow.socket.resume()
    expect((await slow.closed).code).toBe(closeCodes.too_slow)
    const seqs = slow.framesOf('event').map((frame) => frame.event.seq)
    expect(seqs).toEqual(seqs.map((_, index) => index + 1))
    expect(seqs.length).toBeLessThan(last)
    await Promise.all([quick.close(), page.close()])
  })

  test('PR27: no more than 1 MiB waits for a reader', async () => {
    const server = stage.open()
    const slow = await stage.follower(server, ben)
    const quick = await stage.follower(server, ben)
    slow.hold()
    let most = 0
    for (let index = 0; index < 2_000 && slow.closed === null; index += 1) {
      stage.commit(writes(dana, 'ü'.repeat(2_000)))
      most = Math.max(most, slow.wire.bufferedAmount)
    }
    expect(slow.closed?.code).toBe(closeCodes.too_slow)
    expect(most).toBeGreaterThan(900 * 1024)
    expect(most).toBeLessThanOrEqual(1024 * 1024)
    expect(quick.seqs()).toHaveLength(stage.lastSeq())
  })

  test('PR27: a reader who was cut follows again from what he has, and misses nothing', async () => {
    const server = stage.open()
    const slow = await stage.follower(server, ben)
    slow.hold()
    while (slow.closed === null) stage.commit(writes(dana, 'x'.repeat(4_000)))
    const again = await stage.follower(server, ben, slow.seqs().at(-1) ?? 0)
    expect([...slow.seqs(), ...again.seqs()]).toEqual(Array.from({ length: stage.lastSeq() }, (_, index) => index + 1))
  })

  test('PR28: more than 60 frames at once or 30 a second is too much: 4003', async () => {
    const server = stage.open()
    const socket = await stage.connect(server, ben)
    for (let second = 0; second < 10; second += 1) {
      for (let frame = 0; frame < 30; frame += 1) socket.say({ t: 'ping' })
      await stage.clock.advance(1_000)
    }
    expect(socket.closed).toBeNull()
    await stage.clock.advance(1_000)
    for (let frame = 0; frame < 60; frame += 1) socket.say({ t: 'ping' })
    expect(socket.closed).toBeNull()
    socket.say({ t: 'ping' })
    expect(socket.closed?.code).toBe(closeCodes.rate_limited)
    const unlimited = await stage.connect(stage.open({ rateLimits: false }), ben)
    for (let frame = 0; frame < 1_000; frame += 1) unlimited.say({ t: 'ping' })
    expect(unlimited.framesOf('pong')).toHaveLength(1_000)
  })

  test('PR28: frames that wait for an answer stop the socket from being read, until they are done', async () => {
    const server = stage.open()
    const socket = await stage.connect(server, ben)
    let letGo: () => void = () => {}
    await stage.clock.advance(2_000)
    stage.beforeRead = () => new Promise((go) => (letGo = go))
    for (let frame = 0; frame < 40; frame += 1) socket.say({ t: 'follow', conversation: danas, after: 0 })
    expect(socket.paused).toBe(true)
    stage.beforeRead = async () => {}
    letGo()
    await settle()
    expect(socket.paused).toBe(false)
    expect(socket.framesOf('caught_up').length).toBeGreaterThan(0)
  })

  test('PR28: one customer has at most 20 sockets', async () => {
    const server = stage.open()
    const sockets = await Promise.all(Array.from({ length: 20 }, () => stage.connect(server, 'dana')))
    const oneMore = await stage.connect(server, 'dana')
    expect(oneMore.closed?.code).toBe(closeCodes.rate_limited)
    expect((await stage.connect(server, 'emre')).closed).toBeNull()
    sockets[0]?.breakOff()
    expect((await stage.connect(server, 'dana')).closed).toBeNull()
  })

  test('PR28: one public address has at most 200 sockets, and forwarding headers are not believed', async () => {
    const { url, realtime } = await stage.listen({}, '93.184.216.34')
    for (let count = 0; count < 199; count += 1) stage.knock(realtime, { address: '93.184.216.34' })
    const last = await TestSocket.connect(url, { hello: false })
    const spoofed = upgrade('/realtime', ['X-Forwarded-For: 198.51.100.7'])
    expect(await ask(url, spoofed)).toBe('HTTP/1.1 429 Too Many Requests')
    await last.close()
    await expect.poll(() => realtime.gateway.stats().sockets).toBe(199)
    const next = await TestSocket.connect(url, { hello: false })
    await next.close()
  })

  test('PR28: all addresses of one IPv6 network count as one', async () => {
    const { url, realtime } = await stage.listen({}, '2a00:1450:4001:81b::200e')
    for (let count = 0; count < 200; count += 1)
      stage.knock(realtime, { address: `${0x2a00}:${0x1450}:${0x4001}:${0x81b}` })
    expect(await ask(url, upgrade('/realtime'))).toBe('HTTP/1.1 429 Too Many Requests')
  })

  test.each(['127.0.0.1', '::ffff:10.1.2.3', 'fd00::1'])(
    'PR28: behind %s may be a proxy, in front of which everybody looks the same: no limit there',
    async (address) => {
      const { url, realtime } = await stage.listen({}, address)
      for (let count = 0; count < 201; count += 1) stage.knock(realtime, { address })
      const socket = await TestSocket.connect(url, { hello: false })
      await socket.close()
    },
  )
})

describe('the end of a server', () => {
  test('PR29: every socket is told to come back, and nobody is let in any more', async () => {
    const { url, realtime } = await stage.listen()
    const sockets = await Promise.all([
      TestSocket.connect(url, { token: 'token-dana' }),
      TestSocket.connect(url, { token: `bat_${ben.id}` }),
      TestSocket.connect(url, { hello: false }),
    ])
    const waiting = realtime.gateway.waitForEvent(danas, 99, 25_000, new AbortController().signal)
    const began = Date.now()
    await realtime.gateway.close()
    for (const socket of sockets) {
      expect(await socket.closed).toEqual({ code: closeCodes.going_away, reason: 'going_away' })
    }
    await waiting
    expect(Date.now() - began).toBeLessThan(1_500)
    expect(await ask(url, upgrade('/realtime'))).toBe('HTTP/1.1 503 Service Unavailable')
    expect(realtime.gateway.stats()).toEqual({ sockets: 0, follows: 0 })
  })

  test('PR29: a socket that does not answer the goodbye is cut after two seconds', async () => {
    const { url, realtime } = await stage.listen()
    const frozen = await TestSocket.connect(url, { token: 'token-dana' })
    frozen.socket.pause()
    const began = Date.now()
    await realtime.gateway.close()
    expect(Date.now() - began).toBeLessThan(3_500)
    expect(realtime.gateway.stats().sockets).toBe(0)
    frozen.socket.terminate()
  })

  test('PR30: docs/protocol.md lists every close code with its name', () => {
    const page = readFileSync('docs/protocol.md', 'utf8')
    for (const [name, code] of Object.entries(closeCodes)) expect(page).toContain(`| ${code} | \`${name}\` |`)
  })

  test('PR30: the close code says whether to come back', () => {
    for (const code of [
      closeCodes.going_away,
      closeCodes.too_slow,
      closeCodes.timed_out,
      closeCodes.rate_limited,
      1006,
      1013,
    ]) {
      expect(shouldReconnect(code)).toBe(true)
    }
    const { hello_missing, unauthorized, bad_frame, access_ended, origin_refused } = closeCodes
    for (const code of [hello_missing, unauthorized, bad_frame, access_ended, origin_refused]) {
      expect(shouldReconnect(code)).toBe(false)
    }
  })
})
