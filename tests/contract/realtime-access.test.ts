import { closeCodes } from '@baton/protocol'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ada, ben, chidi, dana, type Member, vic, writes } from '../support/cast.ts'
import { TestSocket } from '../support/test-socket.ts'
import { danas, home, otherCustomer, Stage, settle, stranger } from './realtime-stage.ts'

let stage: Stage
beforeEach(() => {
  stage = new Stage()
  stage.start()
})
afterEach(async () => {
  await stage.close()
})

/** Ben with no role that could do anything. */
const powerless: Member = { ...ben, roles: [] }

describe('rights at the moment they are used', () => {
  test('PR16: rights are asked for again at every follow, also of a conversation that is followed already', async () => {
    const server = stage.open()
    const socket = await stage.follower(server, ben)
    stage.signIn(powerless)
    await stage.clock.advance(1_500)
    socket.say({ t: 'follow', conversation: danas, after: 0 })
    socket.say({ t: 'follow_inbox' })
    await settle()
    expect(socket.framesOf('error').map(({ code }) => code)).toEqual(['not_found', 'forbidden'])
    stage.commit(writes(dana))
    await stage.clock.advance(100)
    expect(socket.seqs()).toEqual([1, 2])
    expect(socket.framesOf('inbox')).toEqual([])
    expect(server.gateway.stats().follows).toBe(0)
  })

  test('PR16: a member who is gone is closed at the next follow, although nobody told us', async () => {
    const server = stage.open()
    const socket = await stage.connect(server, ben)
    stage.signOut(ben)
    await stage.clock.advance(1_500)
    socket.say({ t: 'follow', conversation: danas, after: 0 })
    await settle()
    expect(socket.closed?.code).toBe(closeCodes.access_ended)
    expect(socket.seqs()).toEqual([])
  })

  test('PR16: rights that cannot be read close the socket, which may come back', async () => {
    const server = stage.open()
    const socket = await stage.connect(server, ben)
    await stage.clock.advance(1_500)
    stage.beforeRead = async () => {
      throw new Error('the database is away')
    }
    socket.say({ t: 'follow', conversation: danas, after: 0 })
    await settle()
    expect(socket.closed?.code).toBe(1013)
  })

  /** Who may follow what: the same table that HTTP asks. */
  const conversations = [danas, 'conversation_emre', 'conversation_mallory', 'nothing'] as const
  const matrix: [who: Member | 'dana' | 'emre', may: readonly string[], inbox: boolean][] = [
    [ada, [danas, 'conversation_emre'], true],
    [ben, [danas, 'conversation_emre'], true],
    [vic, [danas, 'conversation_emre'], true],
    [stranger, ['conversation_mallory'], true],
    ['dana', [danas], false],
    ['emre', ['conversation_emre', 'conversation_mallory'], false],
  ]
  test.each(matrix)('PR13, PR16: %o may follow exactly what is theirs', async (who, allowed, inbox) => {
    stage.start('conversation_emre', otherCustomer)
    stage.start('conversation_mallory', otherCustomer, 'team_mallory')
    const server = stage.open()
    const socket = await stage.connect(server, who)
    for (const conversation of conversations) socket.say({ t: 'follow', conversation, after: 0 })
    await settle()
    expect(socket.framesOf('caught_up').map((frame) => frame.conversation)).toEqual([...allowed])
    const refusals = new Set(socket.framesOf('error').map((frame) => JSON.stringify(frame)))
    expect(refusals.size).toBe(1)
    expect(socket.framesOf('error')).toHaveLength(conversations.length - allowed.length)
    socket.received.length = 0
    socket.say({ t: 'follow_inbox' })
    await settle()
    expect(socket.framesOf('error').map(({ code }) => code)).toEqual(inbox ? [] : ['forbidden'])
    expect(socket.closed).toBeNull()
  })
})

describe('access that ends', () => {
  const ways = [
    ['the member', { memberId: ben.id }, { token: `bat_${ben.id}` }],
    ['the session', { sessionId: `session_${ben.id}` }, { cookie: `session=${ben.id}` }],
    ['the key', { keyId: `key_${ben.id}` }, { token: `bat_${ben.id}` }],
  ] as const

  test.each(ways)(
    'PR17: when %s is gone its sockets are closed with 4103 within a second, on every server',
    async (_, who, by) => {
      const [here, there] = [await stage.listen(), await stage.listen()]
      const sockets = await Promise.all([here, there].map(({ url }) => TestSocket.connect(url, by)))
      const others = await Promise.all([
        TestSocket.connect(here.url, { token: `bat_${chidi.id}` }),
        TestSocket.connect(there.url, { token: 'token-dana' }),
      ])
      await Promise.all([...sockets, ...others].map((socket) => socket.follow(danas)))
      stage.signOut(ben)
      const began = Date.now()
      here.realtime.gateway.accessEnded(who)
      for (const socket of sockets) expect((await socket.closed).code).toBe(closeCodes.access_ended)
      expect(Date.now() - began).toBeLessThan(1_000)
      stage.commit(writes(dana))
      for (const socket of sockets) expect(socket.framesOf('event').map(({ event }) => event.seq)).toEqual([1, 2])
      for (const socket of others) await socket.waitForFrame('event', ({ event }) => event.seq === 3)
      await Promise.all(others.map((socket) => socket.close()))
    },
  )

  test('PR17: the sockets of another session of the same member stay', async () => {
    const server = stage.open()
    const byKey = await stage.connect(server, ben)
    server.gateway.accessEnded({ sessionId: `session_${ben.id}` })
    server.gateway.accessEnded({ keyId: `key_${chidi.id}` })
    server.gateway.accessEnded({ memberId: chidi.id })
    const before = stage.reads.authentications
    await settle()
    expect(byKey.closed).toBeNull()
    expect(stage.reads.authentications).toBe(before)
  })

  test('PR17: a narrower role ends the follows and the inbox that it does not allow, and keeps the socket', async () => {
    const server = stage.open()
    const socket = await stage.follower(server, ben)
    socket.say({ t: 'follow_inbox' })
    await settle()
    stage.signIn(powerless)
    server.gateway.accessEnded({ memberId: ben.id })
    await settle()
    stage.commit(writes(dana))
    await stage.clock.advance(100)
    expect(socket.closed).toBeNull()
    expect(socket.seqs()).toEqual([1, 2])
    expect(socket.framesOf('inbox')).toEqual([])
    expect(socket.framesOf('error').map(({ code }) => code)).toEqual(['access_ended'])
  })

  test('PR17: a role that changes shows at once in what the inbox says the member can do', async () => {
    const server = stage.open()
    const socket = await stage.connect(server, ben)
    socket.say({ t: 'follow_inbox' })
    await settle()
    stage.signIn({ ...ben, roles: ['viewer'] })
    server.gateway.accessEnded({ memberId: ben.id })
    await settle()
    stage.commit(writes(dana))
    await stage.clock.advance(100)
    expect(socket.framesOf('inbox').at(-1)?.conversation.can.takeOver).toBe(false)
  })

  test('PR17: access that ends while hello or follow is being checked is not overlooked', async () => {
    const server = stage.open()
    const following = await stage.connect(server, ben)
    await stage.clock.advance(1_500)
    const greeting = stage.knock(server)
    const letGo: (() => void)[] = []
    // The old answer is on its way when access ends.
    stage.afterRead = () => new Promise((go) => letGo.push(go))
    greeting.say({ t: 'hello', token: `bat_${ben.id}` })
    following.say({ t: 'follow', conversation: danas, after: 0 })
    await settle()
    expect(letGo).toHaveLength(2)
    stage.afterRead = async () => {}
    stage.signOut(ben)
    server.gateway.accessEnded({ memberId: ben.id })
    for (const go of letGo) go()
    await settle()
    expect(greeting.closed?.code).toBe(closeCodes.unauthorized)
    expect(following.closed?.code).toBe(closeCodes.access_ended)
    expect(following.seqs()).toEqual([])
  })

  test('PR17: an answer that was read before a role was narrowed lets nobody follow after it', async () => {
    const server = stage.open()
    const socket = await stage.connect(server, ben)
    await stage.clock.advance(1_500)
    const letGo: (() => void)[] = []
    stage.afterRead = () => new Promise((go) => letGo.push(go))
    socket.say({ t: 'follow', conversation: danas, after: 0 })
    await settle()
    stage.afterRead = async () => {}
    stage.signIn(powerless)
    server.gateway.accessEnded({ memberId: ben.id })
    await settle()
    for (const go of letGo) go()
    await settle()
    expect(socket.framesOf('error').map(({ code }) => code)).toEqual(['not_found'])
    expect(socket.seqs()).toEqual([])
  })

  test('PR17: what was known a moment ago is not good enough once access has ended', async () => {
    const server = stage.open()
    const socket = await stage.connect(server, ben)
    const letGo: (() => void)[] = []
    stage.signIn(powerless)
    stage.beforeRead = () => new Promise((go) => letGo.push(go))
    server.gateway.accessEnded({ memberId: ben.id })
    socket.say({ t: 'follow', conversation: danas, after: 0 })
    await settle()
    stage.beforeRead = async () => {}
    for (const go of letGo) go()
    await settle()
    expect(socket.framesOf('error').map(({ code }) => code)).toEqual(['not_found'])
    expect(socket.seqs()).toEqual([])
  })

  test('PR17: when rights cannot be checked after access ended, the socket is closed rather than trusted', async () => {
    const server = stage.open()
    const socket = await stage.follower(server, ben)
    stage.beforeRead = async () => {
      throw new Error('the database is away')
    }
    server.gateway.accessEnded({ memberId: ben.id })
    await settle()
    expect(socket.closed?.code).toBe(1013)
  })

  test('PR18: an end that nobody told of is found within a minute, a customer’s token that expires as well', async () => {
    const server = stage.open()
    const bens = await stage.follower(server, ben)
    const danasPage = await stage.follower(server, 'dana')
    const chidis = await stage.follower(server, chidi)
    stage.signOut(ben)
    stage.customers.delete('token-dana')
    await stage.clock.advance(60_000)
    expect(bens.closed?.code).toBe(closeCodes.access_ended)
    expect(danasPage.closed?.code).toBe(closeCodes.unauthorized)
    expect(chidis.closed).toBeNull()
  })

  test('PR18: after a gap on the bus everybody is checked at once', async () => {
    const server = stage.open()
    const bens = await stage.follower(server, ben)
    stage.signOut(ben)
    stage.tellGap()
    await settle()
    expect(bens.closed?.code).toBe(closeCodes.access_ended)
  })

  test('PR18: a cookie that has become somebody else’s does not carry the socket over to them', async () => {
    const server = stage.open()
    const socket = stage.knock(server, { origin: home, cookie: `session=${ben.id}` })
    socket.say({ t: 'hello' })
    await settle()
    stage.principals.set(`session=${ben.id}`, stage.signIn(ada))
    await stage.clock.advance(60_000)
    expect(socket.closed?.code).toBe(closeCodes.access_ended)
  })
})
