import { closeCodes, MAX_FRAME_BYTES } from '@baton/protocol'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { ben, dana } from '../support/cast.ts'
import { TestSocket } from '../support/test-socket.ts'
import { ask, upgrade } from './realtime-http.ts'
import { danas, home, Stage, settle } from './realtime-stage.ts'

let stage: Stage
beforeEach(() => {
  stage = new Stage()
  stage.start()
})
afterEach(async () => {
  await stage.close()
})

describe('the door', () => {
  test('PR1: there is one address, and an upgrade of any other is answered 404 and cut', async () => {
    const { url, realtime } = await stage.listen()
    for (const path of ['/', '/realtime/', '/realtimes', '/api/realtime', '/%72ealtime', '/__proto__']) {
      expect(await ask(url, upgrade(path)), path).toBe('HTTP/1.1 404 Not Found')
    }
    expect(realtime.gateway.stats().sockets).toBe(0)
    const socket = await TestSocket.connect(url, { token: 'token-dana' })
    expect(socket.framesOf('ready')).toEqual([{ t: 'ready', me: { kind: 'customer', id: dana.id, botId: 'bot_robo' } }])
    await socket.close()
  })

  test('PR1: compression is not taken up', async () => {
    const { url } = await stage.listen()
    const ws = new WebSocket(`${url.replace('http', 'ws')}/realtime`, { perMessageDeflate: true })
    await new Promise((opened) => ws.once('open', opened))
    expect(ws.extensions).toBe('')
    ws.terminate()
  })

  test('PR5: a page of another site is refused with 4104, whatever it brings along', async () => {
    const { url } = await stage.listen({ isAllowedOrigin: (origin) => origin === home })
    for (const origin of ['https://evil.example', 'null', `${home}.evil.example`, 'http://localhost:4101']) {
      const socket = await TestSocket.connect(url, { cookie: 'session=member_ben', origin, hello: false })
      expect(await socket.closed, origin).toEqual({ code: closeCodes.origin_refused, reason: 'origin_refused' })
      expect(socket.frames.map((frame) => (frame.t === 'error' ? frame.code : frame.t))).toEqual(['origin_refused'])
    }
    expect(stage.reads.authentications).toBe(0)
  })

  test('PR5: a cookie needs an origin, a token or a key does not', async () => {
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

  test('PR4: a token in hello wins over the cookie, also when it is no good', async () => {
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

  test('PR4: when it cannot be found out who somebody is, the socket closes and may come back', async () => {
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
  test('PR3: whoever says nothing for five seconds is sent away with 4100', async () => {
    const server = stage.open()
    const silent = stage.knock(server)
    await stage.clock.advance(4_900)
    expect(silent.closed).toBeNull()
    await stage.clock.advance(200)
    expect(silent.closed).toEqual({ code: closeCodes.hello_missing, reason: 'hello_missing' })
    expect(server.gateway.stats().sockets).toBe(0)
  })

  test('PR3: pings do not put off hello, and the five seconds are real', { timeout: 10_000 }, async () => {
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

  test('PR3: any other first frame, and a second hello, is a bad frame', async () => {
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

  test('PR6: frames that are sent before ready are done afterwards, in their order', async () => {
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

  test('PR6: nothing is done for somebody who turns out to be nobody', async () => {
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

describe('a socket that breaks while hello is checked', () => {
  test('PR6: leaves nothing behind', async () => {
    const server = stage.open()
    const idle = stage.clock.timers
    let letGo: () => void = () => {}
    stage.beforeRead = () => new Promise((go) => (letGo = go))
    const socket = stage.knock(server)
    socket.say({ t: 'hello', token: `bat_${ben.id}` })
    socket.say({ t: 'follow', conversation: danas, after: 0 })
    await settle()
    socket.breakOff()
    stage.beforeRead = async () => {}
    letGo()
    await settle()
    expect(server.gateway.stats()).toEqual({ sockets: 0, follows: 0 })
    expect(stage.clock.timers).toBe(idle)
    expect(stage.seen).toEqual([])
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

  test.each(bad)(
    'PR2, PR32: %s is answered with an error that says nothing of the inside, and 4102',
    async (_, raw) => {
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
    },
  )

  test('PR2: a frame of exactly 64 KiB is read, one byte more is not', async () => {
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

  test('PR2: what breaks the WebSocket protocol itself is a bad frame as well', async () => {
    const { url } = await stage.listen()
    // A text frame whose bytes are no UTF-8, masked with zeros; then a frame with a reserved bit.
    for (const bytes of [Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0xff]), Buffer.from([0xf1, 0x80, 0, 0, 0, 0])]) {
      const socket = await TestSocket.connect(url, { token: 'token-dana' })
      // @ts-expect-error the raw socket below is not part of the library's types
      socket.socket._socket.write(bytes)
      expect((await socket.closed).code).toBe(closeCodes.bad_frame)
    }
  })

  test('PR2, PR32: ten thousand random frames neither crash the server nor show anything of it', async () => {
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
