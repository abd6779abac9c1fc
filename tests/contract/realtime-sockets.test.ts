import { connect } from 'node:net'
import { closeCodes, MAX_FRAME_BYTES, shouldReconnect } from '@baton/protocol'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { ben, dana, writes } from '../support/cast.ts'
import { TestSocket } from '../support/test-socket.ts'
import { danas, home, Stage, settle } from './realtime-stage.ts'

let stage: Stage
beforeEach(() => {
  stage = new Stage()
  stage.start()
})
afterEach(async () => {
  await stage.close()
})

/** Sends an HTTP request as it is; answers the first line of what comes back. */
function ask(url: string, lines: string[]): Promise<string> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write([...lines, '', ''].join('\r\n')))
    let answer = ''
    socket.on('data', (data) => {
      answer += String(data)
    })
    socket.on('close', () => resolve(answer.split('\r\n', 1)[0] ?? ''))
    socket.on('error', reject)
    socket.setTimeout(3_000, () => socket.destroy(new Error('no answer')))
  })
}

const upgrade = (path: string, more: string[] = []) => [
  `GET ${path} HTTP/1.1`,
  'Host: 127.0.0.1',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ...more,
]

describe('the door', () => {
  test('PR1 there is one address, and an upgrade of any other is answered 404 and cut', async () => {
    const { url, realtime } = await stage.listen()
    for (const path of ['/', '/realtime/', '/realtimes', '/api/realtime', '/%72ealtime', '/__proto__']) {
      expect(await ask(url, upgrade(path)), path).toBe('HTTP/1.1 404 Not Found')
    }
    expect(realtime.gateway.stats().sockets).toBe(0)
    const socket = await TestSocket.connect(url, { token: 'token-dana' })
    expect(socket.framesOf('ready')).toEqual([{ t: 'ready', me: { kind: 'customer', id: dana.id, botId: 'bot_robo' } }])
    await socket.close()
  })

  test('PR1 compression is not taken up', async () => {
    const { url } = await stage.listen()
    const ws = new WebSocket(`${url.replace('http', 'ws')}/realtime`, { perMessageDeflate: true })
    await new Promise((opened) => ws.once('open', opened))
    expect(ws.extensions).toBe('')
    ws.terminate()
  })

  test('PR5 a page of another site is refused with 4104, whatever it brings along', async () => {
    const { url } = await stage.listen({ isAllowedOrigin: (origin) => origin === home })
    for (const origin of ['https://evil.example', 'null', `${home}.evil.example`, 'http://localhost:4101']) {
      const socket = await TestSocket.connect(url, { cookie: 'session=member_ben', origin, hello: false })
      expect(await socket.closed, origin).toEqual({ code: closeCodes.origin_refused, reason: 'origin_refused' })
      expect(socket.frames.map((frame) => (frame.t === 'error' ? frame.code : frame.t))).toEqual(['origin_refused'])
    }
    expect(stage.reads.authentications).toBe(0)
  })

  test('PR5 a cookie needs an origin, a token or a key does not', async () => {
    const { url } = await stage.listen({ isAllowedOrigin: (origin) => origin === home })
    const bare = await TestSocket.connect(url, { cookie: 'session=member_ben', origin: null, hello: false })
    bare.send({ t: 'hello' })
    expect((await bare.closed).code).toBe(closeCodes.origin_refused)
    const page = await TestSocket.connect(url, { cookie: 'session=member_ben', origin: home })
    expect(page.framesOf('ready')).toMatchObject([
      { me: { kind: 'agent', id: ben.id, name: 'Ben', teamId: 'team_ada' } },
    ])
    const program = await TestSocket.connect(url, { token: `bat_${ben.id}` })
    expect(program.framesOf('ready')).toMatchObject([{ me: { kind: 'agent', id: ben.id } }])
    await Promise.all([page.close(), program.close()])
  })

  test('PR4 a token in hello wins over the cookie, also when it is no good', async () => {
    const { url } = await stage.listen()
    const cookie = 'session=member_ben'
    const both = await TestSocket.connect(url, { cookie, token: 'token-dana' })
    expect(both.framesOf('ready')).toMatchObject([{ me: { kind: 'customer' } }])
    for (const token of ['forged', '', 'bat_forged', 'bat_']) {
      const socket = await TestSocket.connect(url, { cookie, hello: false })
      socket.send({ t: 'hello', token })
      expect((await socket.closed).code, token).toBe(closeCodes.unauthorized)
      expect(socket.framesOf('ready')).toEqual([])
    }
    const nobody = await TestSocket.connect(url, { cookie: 'session=nobody', hello: false })
    nobody.send({ t: 'hello' })
    expect((await nobody.closed).code).toBe(closeCodes.unauthorized)
    await both.close()
  })

  test('PR4 when it cannot be found out who somebody is, the socket closes and may come back', async () => {
    const { url } = await stage.listen()
    stage.beforeRead = async () => {
      throw new Error('the database is away')
    }
    const socket = await TestSocket.connect(url, { token: `bat_${ben.id}`, hello: false })
    socket.send({ t: 'hello', token: `bat_${ben.id}` })
    expect((await socket.closed).code).toBe(1013)
    expect(socket.frames).toEqual([])
  })
})

describe('the first frame', () => {
  test('PR3 whoever says nothing for five seconds is sent away with 4100', async () => {
    const server = stage.open()
    const silent = stage.knock(server)
    await stage.clock.advance(4_900)
    expect(silent.closed).toBeNull()
    await stage.clock.advance(200)
    expect(silent.closed).toEqual({ code: closeCodes.hello_missing, reason: 'hello_missing' })
    expect(server.gateway.stats().sockets).toBe(0)
  })

  test('PR3 pings do not put off hello, and the five seconds are real', { timeout: 10_000 }, async () => {
    const { url } = await stage.listen()
    const began = Date.now()
    const socket = await TestSocket.connect(url, { hello: false })
    const pings = setInterval(() => socket.socket.ping(), 500)
    const { code } = await socket.closed
    clearInterval(pings)
    expect(code).toBe(closeCodes.hello_missing)
    expect(Date.now() - began).toBeGreaterThan(4_500)
    expect(Date.now() - began).toBeLessThan(7_000)
  })

  test('PR3 any other first frame, and a second hello, is a bad frame', async () => {
    const server = stage.open()
    for (const frame of [
      { t: 'ping' },
      { t: 'follow', conversation: danas, after: 0 },
      { t: 'follow_inbox' },
    ] as const) {
      const socket = stage.knock(server)
      socket.say(frame)
      expect(socket.closed?.code).toBe(closeCodes.bad_frame)
    }
    const twice = await stage.connect(server, ben)
    twice.say({ t: 'hello', token: 'token-dana' })
    expect(twice.closed?.code).toBe(closeCodes.bad_frame)
  })

  test('PR6 frames that are sent before ready are done afterwards, in their order', async () => {
    const { url } = await stage.listen()
    const socket = await TestSocket.connect(url, { hello: false })
    socket.send({ t: 'hello', token: 'token-dana' })
    socket.send({ t: 'follow', conversation: danas, after: 0 })
    socket.send({ t: 'unfollow', conversation: danas })
    socket.send({ t: 'follow', conversation: danas, after: 1 })
    await socket.waitForFrame('caught_up')
    const kinds = socket.frames.map((frame) => frame.t)
    expect(kinds[0]).toBe('ready')
    expect(socket.framesOf('event').at(-1)?.event.seq).toBe(2)
    await socket.close()
  })

  test('PR6 nothing is done for somebody who turns out to be nobody', async () => {
    const server = stage.open()
    const socket = stage.knock(server)
    socket.say({ t: 'hello', token: 'forged' })
    socket.say({ t: 'follow', conversation: danas, after: 0 })
    socket.say({ t: 'follow_inbox' })
    await settle()
    expect(socket.received.map((frame) => (frame.t === 'error' ? frame.code : frame.t))).toEqual(['unauthorized'])
    expect(stage.reads.after).toBe(0)
  })
})

describe('frames that are none', () => {
  const nested = `{"t":${'['.repeat(20_000)}${']'.repeat(20_000)}}`
  const bad: [name: string, raw: string | Buffer, binary?: boolean][] = [
    ['broken JSON', '{"t":"ping"'],
    ['no text at all', ''],
    ['null', 'null'],
    ['a list', '[{"t":"ping"}]'],
    ['a word', '"ping"'],
    ['an unknown frame', '{"t":"claim","conversation":"conversation_dana"}'],
    ['an internal name', '{"t":"constructor"}'],
    ['__proto__ as frame', '{"t":"__proto__"}'],
    ['__proto__ as key', '{"t":"ping","__proto__":{"admin":true}}'],
    ['everything inside __proto__', '{"__proto__":{"t":"ping"}}'],
    ['an unknown key', '{"t":"ping","now":1}'],
    ['a number for a conversation', '{"t":"follow","conversation":7,"after":0}'],
    ['a negative number', `{"t":"follow","conversation":"${danas}","after":-1}`],
    ['half a number', `{"t":"follow","conversation":"${danas}","after":0.5}`],
    ['a huge number', `{"t":"follow","conversation":"${danas}","after":1e300}`],
    ['a text for a number', `{"t":"follow","conversation":"${danas}","after":"0"}`],
    ['a long id', `{"t":"unfollow","conversation":"${'x'.repeat(101)}"}`],
    ['deep nesting', nested],
    ['binary', Buffer.from('{"t":"ping"}'), true],
  ]

  test.each(bad)('PR2 PR32 %s is answered with an error that says nothing of the inside, and 4102', async (_, raw) => {
    const { url, realtime } = await stage.listen()
    const other = await TestSocket.connect(url, { token: 'token-dana' })
    const socket = await TestSocket.connect(url, { token: 'token-dana' })
    socket.sendRaw(raw)
    expect(await socket.closed).toEqual({ code: closeCodes.bad_frame, reason: 'bad_frame' })
    const error = { t: 'error', code: 'bad_frame', message: 'This is not a frame of this protocol.' }
    expect(socket.frames.slice(1)).toEqual([error])
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
    // The others notice nothing.
    expect((await other.follow(danas)).lastSeq).toBe(2)
    await other.close()
    expect(realtime.gateway.stats()).toEqual({ sockets: 0, follows: 0 })
    expect(stage.warnings).toEqual([])
  })

  test('PR2 a frame of exactly 64 KiB is read, one byte more is not', async () => {
    const { url } = await stage.listen()
    const padded = (bytes: number) => {
      const frame = '{"t":"ping"}'
      return `${' '.repeat(bytes - frame.length)}${frame}`
    }
    const socket = await TestSocket.connect(url, { token: 'token-dana' })
    socket.sendRaw(padded(MAX_FRAME_BYTES))
    await socket.waitForFrame('pong')
    socket.sendRaw(padded(MAX_FRAME_BYTES + 1))
    expect(await socket.closed).toEqual({ code: closeCodes.bad_frame, reason: 'bad_frame' })
    expect(socket.framesOf('error').map(({ code }) => code)).toEqual(['bad_frame'])
  })

  test('PR2 what breaks the WebSocket protocol itself is a bad frame as well', async () => {
    const { url } = await stage.listen()
    // A text frame whose bytes are no UTF-8, masked with zeros; then a frame with a reserved bit.
    for (const bytes of [Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0xff]), Buffer.from([0xf1, 0x80, 0, 0, 0, 0])]) {
      const socket = await TestSocket.connect(url, { token: 'token-dana' })
      // @ts-expect-error the raw socket below is not part of the library's types
      socket.socket._socket.write(bytes)
      expect((await socket.closed).code).toBe(closeCodes.bad_frame)
    }
  })

  test('PR2 PR32 ten thousand random frames neither crash the server nor show anything of it', async () => {
    const server = stage.open({ rateLimits: false })
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      '"t"',
      ':',
      '"follow"',
      '"hello"',
      ',',
      '"__proto__"',
      '"after"',
      '1e9',
      'null',
      '\u0000',
      '\ud800',
      '"conversation"',
      `"${danas}"`,
      '"token"',
      '\\',
      '0',
    ]
    let seed = 7
    const next = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648
      return seed % below
    }
    const answers = new Set<string>()
    for (let round = 0; round < 10_000; round += 1) {
      const socket = stage.knock(server)
      if (next(2) === 0) socket.say({ t: 'hello', token: 'token-dana' })
      const raw = Array.from({ length: next(12) }, () => pieces[next(pieces.length)]).join('')
      socket.say({ raw, binary: next(20) === 0 })
      socket.breakOff()
      for (const frame of socket.received) if (frame.t === 'error') answers.add(JSON.stringify(frame))
    }
    await settle()
    expect([...answers]).toEqual(['{"t":"error","code":"bad_frame","message":"This is not a frame of this protocol."}'])
    expect(server.gateway.stats()).toEqual({ sockets: 0, follows: 0 })
  })
})

describe('signs of life', () => {
  test('PR26 a ping of the client is answered', async () => {
    const { url } = await stage.listen()
    const socket = await TestSocket.connect(url, { token: 'token-dana' })
    socket.send({ t: 'ping' })
    expect(await socket.waitForFrame('pong')).toEqual({ t: 'pong' })
    await socket.close()
  })

  test('PR26 a socket whose peer has vanished is noticed within 45 seconds and closed with 4002', async () => {
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

  test('PR26 one missed ping is forgiven, and anything that arrives is a sign of life', async () => {
    const server = stage.open()
    const socket = await stage.connect(server, 'dana')
    socket.answersPings = false
    for (let minute = 0; minute < 5; minute += 1) {
      await stage.clock.advance(30_000)
      socket.say({ t: 'ping' })
    }
    expect(socket.closed).toBeNull()
  })

  test('PR26 Ben is noted as there when he connects, and at most every 20 seconds while a socket of his is open', async () => {
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
  test('PR27 a reader who stops reading is cut with 4001, its buffer stays small, and the others notice nothing', async () => {
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

  test('PR27 no more than 1 MiB waits for a reader', async () => {
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

  test('PR27 a reader who was cut follows again from what he has, and misses nothing', async () => {
    const server = stage.open()
    const slow = await stage.follower(server, ben)
    slow.hold()
    while (slow.closed === null) stage.commit(writes(dana, 'x'.repeat(4_000)))
    const again = await stage.follower(server, ben, slow.seqs().at(-1) ?? 0)
    expect([...slow.seqs(), ...again.seqs()]).toEqual(Array.from({ length: stage.lastSeq() }, (_, index) => index + 1))
  })

  test('PR28 more than 60 frames at once or 30 a second is too much: 4003', async () => {
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

  test('PR28 frames that wait for an answer stop the socket from being read, until they are done', async () => {
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

  test('PR28 one customer has at most 20 sockets', async () => {
    const server = stage.open()
    const sockets = await Promise.all(Array.from({ length: 20 }, () => stage.connect(server, 'dana')))
    const oneMore = await stage.connect(server, 'dana')
    expect(oneMore.closed?.code).toBe(closeCodes.rate_limited)
    expect((await stage.connect(server, 'emre')).closed).toBeNull()
    sockets[0]?.breakOff()
    expect((await stage.connect(server, 'dana')).closed).toBeNull()
  })

  test('PR28 one public address has at most 200 sockets, and forwarding headers are not believed', async () => {
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

  test('PR28 all addresses of one IPv6 network count as one', async () => {
    const { url, realtime } = await stage.listen({}, '2a00:1450:4001:81b::200e')
    for (let count = 0; count < 200; count += 1)
      stage.knock(realtime, { address: `${0x2a00}:${0x1450}:${0x4001}:${0x81b}` })
    expect(await ask(url, upgrade('/realtime'))).toBe('HTTP/1.1 429 Too Many Requests')
  })

  test.each(['127.0.0.1', '::ffff:10.1.2.3', 'fd00::1'])(
    'PR28 behind %s may be a proxy, in front of which everybody looks the same: no limit there',
    async (address) => {
      const { url, realtime } = await stage.listen({}, address)
      for (let count = 0; count < 201; count += 1) stage.knock(realtime, { address })
      const socket = await TestSocket.connect(url, { hello: false })
      await socket.close()
    },
  )
})

describe('the end of a server', () => {
  test('PR29 every socket is told to come back, and nobody is let in any more', async () => {
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

  test('PR29 a socket that does not answer the goodbye is cut after two seconds', async () => {
    const { url, realtime } = await stage.listen()
    const frozen = await TestSocket.connect(url, { token: 'token-dana' })
    frozen.socket.pause()
    const began = Date.now()
    await realtime.gateway.close()
    expect(Date.now() - began).toBeLessThan(3_500)
    expect(realtime.gateway.stats().sockets).toBe(0)
    frozen.socket.terminate()
  })

  test('PR30 the close code says whether to come back', () => {
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
