import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  ada,
  ben,
  chidi,
  claims,
  dana,
  dismisses,
  escalates,
  handsBack,
  takesOver,
  transfers,
  vic,
  withdraws,
  writes,
} from '../support/cast.ts'
import { danas, otherCustomer, Stage, settle, stranger } from './realtime-stage.ts'

let stage: Stage
beforeEach(() => {
  stage = new Stage()
  stage.start()
})
afterEach(async () => {
  await stage.close()
})

const typingOn = (actor: object) => ({ t: 'typing', conversation: danas, actor, on: true })
const typingOff = (actor: object) => ({ t: 'typing', conversation: danas, actor, on: false })
const danaAsActor = { kind: 'customer', id: dana.id }
const benAsActor = { kind: 'agent', id: ben.id, name: 'Ben' }

describe('typing', () => {
  test('PR22 Dana’s typing reaches the members on every server, and not her own other tab', async () => {
    const [here, there] = [stage.open(), stage.open()]
    const [page, otherTab] = [await stage.follower(here, 'dana'), await stage.follower(here, 'dana')]
    const members = [await stage.follower(here, ben), await stage.follower(there, vic)]
    page.say({ t: 'typing', conversation: danas, on: true })
    await settle()
    for (const member of members) expect(member.framesOf('typing')).toEqual([typingOn(danaAsActor)])
    page.say({ t: 'typing', conversation: danas, on: false })
    await settle()
    for (const member of members)
      expect(member.framesOf('typing')).toEqual([typingOn(danaAsActor), typingOff(danaAsActor)])
    expect([...page.framesOf('typing'), ...otherTab.framesOf('typing')]).toEqual([])
  })

  test('PR22 an agent’s typing reaches Dana only while that agent holds, the other members always', async () => {
    const [here, there] = [stage.open(), stage.open()]
    const page = await stage.follower(there, 'dana')
    const bens = await stage.follower(here, ben)
    const chidis = await stage.follower(there, chidi)
    bens.say({ t: 'typing', conversation: danas, on: true })
    await settle()
    expect(page.framesOf('typing')).toEqual([])
    expect(chidis.framesOf('typing')).toEqual([typingOn(benAsActor)])
    stage.commit(takesOver(ben))
    await stage.clock.advance(2_000)
    bens.say({ t: 'typing', conversation: danas, on: true })
    chidis.say({ t: 'typing', conversation: danas, on: true })
    await settle()
    expect(page.framesOf('typing')).toEqual([typingOn(benAsActor)])
    expect(bens.framesOf('typing')).toMatchObject([{ actor: { id: chidi.id }, on: true }])
    stage.commit(transfers(ben, chidi))
    await settle()
    expect(page.framesOf('typing')).toEqual([typingOn(benAsActor), typingOff(benAsActor)])
    await stage.clock.advance(2_000)
    bens.say({ t: 'typing', conversation: danas, on: true })
    chidis.say({ t: 'typing', conversation: danas, on: true })
    await settle()
    expect(page.framesOf('typing').at(-1)).toMatchObject({ actor: { id: chidi.id }, on: true })
    stage.commit(handsBack(chidi))
    await settle()
    expect(page.framesOf('typing').at(-1)).toMatchObject({ actor: { id: chidi.id }, on: false })
  })

  test('PR22 it ends after six seconds without a renewal, and lasts as long as it is renewed', async () => {
    const server = stage.open()
    const page = await stage.follower(server, 'dana')
    const bens = await stage.follower(server, ben)
    for (let second = 0; second < 15; second += 3) {
      page.say({ t: 'typing', conversation: danas, on: true })
      await stage.clock.advance(3_000)
    }
    expect(bens.framesOf('typing')).toEqual([typingOn(danaAsActor)])
    await stage.clock.advance(2_900)
    expect(bens.framesOf('typing')).toHaveLength(1)
    await stage.clock.advance(200)
    expect(bens.framesOf('typing')).toEqual([typingOn(danaAsActor), typingOff(danaAsActor)])
  })

  test('PR22 it ends when the message comes, when the page is closed, and for whoever comes later it is told', async () => {
    const [here, there] = [stage.open(), stage.open()]
    const page = await stage.follower(here, 'dana')
    const bens = await stage.follower(there, ben)
    page.say({ t: 'typing', conversation: danas, on: true })
    await settle()
    expect((await stage.follower(there, vic)).framesOf('typing')).toEqual([typingOn(danaAsActor)])
    stage.commit(writes(dana), { server: here })
    await settle()
    const order = bens.received.filter(
      (frame) => frame.t === 'typing' || (frame.t === 'event' && frame.event.seq === 3),
    )
    expect(order.map((frame) => (frame.t === 'typing' ? frame.on : 'message'))).toEqual([true, false, 'message'])
    await stage.clock.advance(2_000)
    page.say({ t: 'typing', conversation: danas, on: true })
    await settle()
    page.breakOff()
    await settle()
    expect(bens.framesOf('typing').map(({ on }) => on)).toEqual([true, false, true, false])
  })

  test('PR22 whoever does not follow the conversation cannot type in it', async () => {
    stage.start('conversation_emre', otherCustomer)
    const server = stage.open()
    const emresPage = await stage.follower(server, 'emre', 0, 'conversation_emre')
    const bens = await stage.follower(server, ben)
    emresPage.say({ t: 'typing', conversation: danas, on: true })
    emresPage.say({ t: 'viewing', conversation: danas })
    await settle()
    expect(emresPage.framesOf('error').map(({ code }) => code)).toEqual(['not_found', 'not_found'])
    expect(emresPage.closed).toBeNull()
    expect(bens.framesOf('typing')).toEqual([])
  })

  test('PR22 a key that is held down does not flood the bus', async () => {
    const server = stage.open()
    const page = await stage.follower(server, 'dana')
    let told = 0
    stage.busLoses = ({ kind }) => {
      if (kind === 'realtime.typing') told += 1
      return false
    }
    for (let time = 0; time < 10_000; time += 100) {
      page.say({ t: 'typing', conversation: danas, on: true })
      await stage.clock.advance(100)
    }
    expect(told).toBeGreaterThanOrEqual(4)
    expect(told).toBeLessThanOrEqual(6)
  })
})

describe('presence', () => {
  const last = (socket: Awaited<ReturnType<Stage['follower']>>) => socket.framesOf('presence').at(-1)

  test('PR23 members see who looks and whether Dana’s page is open, on every server; Dana sees nothing of it', async () => {
    const [here, there] = [stage.open(), stage.open()]
    const bens = await stage.follower(here, ben)
    expect(last(bens)).toEqual({ t: 'presence', conversation: danas, customerOnline: false, viewers: [] })
    const page = await stage.follower(there, 'dana')
    expect(last(bens)).toMatchObject({ customerOnline: true })
    const chidis = await stage.follower(there, chidi)
    chidis.say({ t: 'viewing', conversation: danas })
    bens.say({ t: 'viewing', conversation: danas })
    await settle()
    const viewers = [
      { id: ben.id, name: 'Ben' },
      { id: chidi.id, name: 'Chidi' },
    ]
    expect(last(bens)).toEqual({ t: 'presence', conversation: danas, customerOnline: true, viewers })
    expect(last(chidis)).toEqual(last(bens))
    page.breakOff()
    chidis.breakOff()
    await settle()
    expect(last(bens)).toMatchObject({ customerOnline: false, viewers: [{ id: ben.id }] })
    expect(page.framesOf('presence')).toEqual([])
  })

  test('PR23 whoever looks counts for 45 seconds after the last sign', async () => {
    const server = stage.open()
    const bens = await stage.follower(server, ben)
    const chidis = await stage.follower(server, chidi)
    chidis.say({ t: 'viewing', conversation: danas })
    await stage.clock.advance(40_000)
    chidis.say({ t: 'viewing', conversation: danas })
    await stage.clock.advance(44_000)
    expect(last(bens)).toMatchObject({ viewers: [{ id: chidi.id }] })
    await stage.clock.advance(2_000)
    expect(last(bens)).toMatchObject({ viewers: [] })
  })

  test('PR23 a server that comes to a conversation later learns who is there', async () => {
    const [here, there] = [stage.open(), stage.open()]
    await stage.follower(here, 'dana')
    const bens = await stage.follower(there, ben)
    expect(last(bens)).toMatchObject({ customerOnline: true })
  })

  test('PR23 what a server said that died is forgotten, what one says that lives is kept', async () => {
    const [here, there] = [stage.open(), stage.open()]
    await stage.follower(here, 'dana')
    const bens = await stage.follower(there, ben)
    await stage.clock.advance(300_000)
    expect(last(bens)).toMatchObject({ customerOnline: true })
    stage.busLoses = ({ kind }) => kind === 'realtime.presence'
    await stage.clock.advance(110_000)
    expect(last(bens)).toMatchObject({ customerOnline: false })
  })

  test('PR23 two tabs of one member are one viewer, and one of them closing changes nothing', async () => {
    const server = stage.open()
    const bens = await stage.follower(server, ben)
    const [one, two] = [await stage.follower(server, chidi), await stage.follower(server, chidi)]
    for (const tab of [one, two]) tab.say({ t: 'viewing', conversation: danas })
    await settle()
    one.breakOff()
    await settle()
    expect(last(bens)).toMatchObject({ viewers: [{ id: chidi.id }] })
  })

  test('PR23 customerOnline answers for the sockets of this process', async () => {
    const [here, there] = [stage.open(), stage.open()]
    const page = await stage.follower(here, 'dana')
    await stage.follower(there, ben)
    expect([here, there].map(({ gateway }) => gateway.customerOnline(danas))).toEqual([true, false])
    page.breakOff()
    expect(here.gateway.customerOnline(danas)).toBe(false)
    expect(here.gateway.customerOnline('nothing')).toBe(false)
  })

  test('PR23 viewing is not for customers', async () => {
    const server = stage.open()
    const page = await stage.follower(server, 'dana')
    page.say({ t: 'viewing', conversation: danas })
    await settle()
    expect(page.framesOf('error').map(({ code }) => code)).toEqual(['forbidden'])
  })
})

describe('the queue', () => {
  const places = (socket: Awaited<ReturnType<Stage['follower']>>) =>
    socket.framesOf('queue').map(({ position }) => position)

  test('PR24 waiting customers are told their place, and again when it changes, on every server', async () => {
    stage.start('conversation_emre', otherCustomer)
    const [here, there] = [stage.open(), stage.open()]
    const danasPage = await stage.follower(here, 'dana')
    const emresPage = await stage.follower(there, 'emre', 0, 'conversation_emre')
    stage.commit(escalates(), { server: here })
    await stage.clock.advance(1_100)
    stage.commit({ ...escalates(), by: otherCustomer } as never, { id: 'conversation_emre', server: here })
    await stage.clock.advance(1_100)
    expect(places(danasPage)).toEqual([1])
    expect(places(emresPage)).toEqual([2])
    stage.commit(claims(ben), { server: there })
    await stage.clock.advance(1_100)
    expect(places(danasPage)).toEqual([1])
    expect(places(emresPage)).toEqual([2, 1])
  })

  test.each([
    ['withdraws', withdraws()],
    ['is dismissed', dismisses(ben)],
  ] as const)('PR24 the next moves up when somebody %s', async (_, act) => {
    stage.commitQuietly(escalates())
    stage.start('conversation_emre', otherCustomer)
    stage.clock.time += 1_000
    stage.commitQuietly({ ...escalates(), by: otherCustomer } as never, 'conversation_emre')
    const server = stage.open()
    const emresPage = await stage.follower(server, 'emre', 0, 'conversation_emre')
    await stage.clock.advance(1_100)
    expect(places(emresPage)).toEqual([2])
    stage.commit(act)
    await stage.clock.advance(1_100)
    expect(places(emresPage)).toEqual([2, 1])
  })

  test('PR24 who comes back while waiting is told the place again, whoever does not wait is told nothing', async () => {
    stage.commitQuietly(escalates())
    stage.start('conversation_emre', otherCustomer)
    const server = stage.open()
    for (const _ of [1, 2]) {
      const page = await stage.follower(server, 'dana')
      await stage.clock.advance(1_100)
      expect(places(page)).toEqual([1])
    }
    const emresPage = await stage.follower(server, 'emre', 0, 'conversation_emre')
    const bens = await stage.follower(server, ben)
    await stage.clock.advance(1_100)
    expect([places(emresPage), places(bens)]).toEqual([[], []])
  })

  test('PR24 a crowd that escalates at once costs a look at the list a second, not one each', async () => {
    const server = stage.open()
    await stage.follower(server, 'dana')
    for (let index = 0; index < 200; index += 1) stage.start(`conversation_${index}`)
    await stage.clock.advance(1_100)
    const before = stage.reads.queue
    for (let index = 0; index < 200; index += 1) {
      stage.commit(escalates(), { id: `conversation_${index}` })
      await stage.clock.advance(10)
    }
    await stage.clock.advance(1_100)
    expect(stage.reads.queue - before).toBeLessThanOrEqual(4)
  })

  test('PR24 where nobody follows as a customer of the bot, its list is not read', async () => {
    const server = stage.open()
    await stage.follower(server, ben)
    stage.commit(escalates())
    await stage.clock.advance(2_000)
    expect(stage.reads.queue).toBe(0)
    expect(server.gateway.stats().follows).toBe(1)
  })
})

describe('the inbox', () => {
  test('PR25 members get the newest summary with what they may do themselves, once for changes that come together', async () => {
    const [here, there] = [stage.open(), stage.open()]
    const bens = await stage.connect(here, ben)
    const bensOtherTab = await stage.connect(here, ben)
    const vics = await stage.connect(there, vic)
    for (const socket of [bens, bensOtherTab, vics]) socket.say({ t: 'follow_inbox' })
    await settle()
    stage.commit(writes(dana))
    stage.commit(escalates())
    await stage.clock.advance(100)
    for (const socket of [bens, bensOtherTab, vics]) {
      expect(socket.framesOf('inbox')).toHaveLength(1)
      expect(socket.framesOf('inbox')[0]?.conversation).toMatchObject({ id: danas, state: 'escalated', lastSeq: 4 })
    }
    expect(bens.framesOf('inbox')[0]?.conversation.can.claim).toBe(true)
    expect(vics.framesOf('inbox')[0]?.conversation.can.claim).toBe(false)
    // One for each member and server, not one for each socket or event.
    expect(stage.reads.summaries).toBe(2)
  })

  test('PR25 a conversation that starts appears, and nothing of another team does', async () => {
    const server = stage.open()
    const bens = await stage.connect(server, ben)
    const mallorys = await stage.connect(server, stranger)
    for (const socket of [bens, mallorys]) socket.say({ t: 'follow_inbox' })
    await settle()
    stage.log.clear()
    const change = stage.commitQuietly({ type: 'start', by: dana, first: null })
    server.gateway.committed(change)
    await stage.clock.advance(100)
    expect(bens.framesOf('inbox').map((frame) => frame.conversation.lastSeq)).toEqual([1])
    expect(mallorys.framesOf('inbox')).toEqual([])
  })

  test('PR25 changes while a summary is read are told by one more, never by an older one after a newer', async () => {
    const deps = stage.deps()
    let letGo: () => void = () => {}
    let slow = true
    const server = stage.open({
      present: {
        ...deps.present,
        conversationFor: async (principal, id) => {
          const summary = await deps.present.conversationFor(principal, id)
          if (slow) await new Promise<void>((go) => (letGo = go))
          return summary
        },
      },
    })
    const bens = await stage.connect(server, ben)
    bens.say({ t: 'follow_inbox' })
    await settle()
    stage.commit(writes(dana))
    await stage.clock.advance(100)
    for (let index = 0; index < 20; index += 1) stage.commit(writes(dana))
    slow = false
    letGo()
    await stage.clock.advance(100)
    expect(bens.framesOf('inbox').map((frame) => frame.conversation.lastSeq)).toEqual([3, 23])
  })

  test('PR25 a hint that was lost for a conversation that is followed reaches the inbox with the position', async () => {
    const server = stage.open()
    const bens = await stage.follower(server, ben)
    bens.say({ t: 'follow_inbox' })
    await settle()
    stage.commitQuietly(writes(dana))
    await stage.clock.advance(25_000)
    expect(bens.framesOf('inbox').map((frame) => frame.conversation.lastSeq)).toEqual([3])
  })

  test('PR25 a reader who is behind is spared summaries; the others get theirs', async () => {
    const server = stage.open()
    const [slow, quick] = [await stage.follower(server, ada), await stage.connect(server, ben)]
    for (const socket of [slow, quick]) socket.say({ t: 'follow_inbox' })
    await settle()
    slow.hold()
    for (let index = 0; index < 80; index += 1) stage.commit(writes(dana, 'x'.repeat(4_000)))
    await stage.clock.advance(100)
    slow.release()
    expect(slow.framesOf('inbox')).toEqual([])
    expect(quick.framesOf('inbox')).toHaveLength(1)
  })
})

describe('waiting without a socket', () => {
  const never = new AbortController().signal

  test('PR31 the wait ends with the next event, from whichever server', async () => {
    const [here, there] = [stage.open(), stage.open()]
    let ended = 0
    const waits = [here, there].map(({ gateway }) =>
      gateway.waitForEvent(danas, 2, 25_000, never).then(() => (ended += 1)),
    )
    await settle()
    expect(ended).toBe(0)
    stage.commit(writes(dana), { server: here })
    await Promise.all(waits)
    expect(ended).toBe(2)
  })

  test('PR31 the wait ends at once when there is something already, though nobody told of it', async () => {
    const server = stage.open()
    await server.gateway.waitForEvent(danas, 1, 25_000, never)
    await server.gateway.waitForEvent(danas, 2, 0, never)
  })

  test('PR31 the wait ends at its time limit, when the asker goes away, and when the server stops', async () => {
    const server = stage.open()
    const idle = stage.clock.timers
    const ends: string[] = []
    const gone = new AbortController()
    void server.gateway.waitForEvent(danas, 2, 5_000, never).then(() => ends.push('time'))
    void server.gateway.waitForEvent(danas, 2, 25_000, gone.signal).then(() => ends.push('gone'))
    void server.gateway.waitForEvent(danas, 2, 25_000, never).then(() => ends.push('stop'))
    await stage.clock.advance(5_000)
    expect(ends).toEqual(['time'])
    gone.abort()
    await settle()
    expect(ends).toEqual(['time', 'gone'])
    await server.gateway.close()
    await settle()
    expect(ends).toEqual(['time', 'gone', 'stop'])
    await server.gateway.waitForEvent(danas, 2, 25_000, never)
    expect(stage.clock.timers).toBeLessThan(idle)
  })

  test('PR31 a log that cannot be read does not break the wait', async () => {
    const server = stage.open()
    stage.beforeRead = async () => {
      throw new Error('the database is away')
    }
    let ended = false
    const wait = server.gateway.waitForEvent(danas, 2, 1_000, never).then(() => (ended = true))
    await settle()
    expect(ended).toBe(false)
    await stage.clock.advance(1_000)
    await wait
  })
})
