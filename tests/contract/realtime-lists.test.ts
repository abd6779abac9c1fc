import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ada, ben, claims, dana, dismisses, escalates, vic, withdraws, writes } from '../support/cast.ts'
import { danas, home, otherCustomer, Stage, settle, stranger } from './realtime-stage.ts'

let stage: Stage
beforeEach(() => {
  stage = new Stage()
  stage.start()
})
afterEach(async () => {
  await stage.close()
})

describe('the queue', () => {
  const places = (socket: Awaited<ReturnType<Stage['follower']>>) =>
    socket.framesOf('queue').map(({ position }) => position)

  test('PR24: waiting customers are told their place, and again when it changes, on every server', async () => {
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
  ] as const)('PR24: the next moves up when somebody %s', async (_, act) => {
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

  test('PR24: who comes back while waiting is told the place again, whoever does not wait is told nothing', async () => {
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

  test('PR24: a page that follows again on the same socket is told its place again', async () => {
    stage.commitQuietly(escalates())
    const page = await stage.follower(stage.open(), 'dana')
    await stage.clock.advance(1_100)
    page.say({ t: 'follow', conversation: danas, after: 3 })
    await stage.clock.advance(1_100)
    expect(places(page)).toEqual([1, 1])
  })

  test('PR24: a crowd that escalates at once costs a look at the list a second, not one each', async () => {
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

  test('PR24: where nobody follows as a customer of the bot, its list is not read', async () => {
    const server = stage.open()
    await stage.follower(server, ben)
    stage.commit(escalates())
    await stage.clock.advance(2_000)
    expect(stage.reads.queue).toBe(0)
    expect(server.gateway.stats().follows).toBe(1)
  })
})

describe('the inbox', () => {
  test('PR25: members get the newest summary with what they may do themselves, once for changes that come together', async () => {
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

  test('PR25: a member and the same member’s weaker key each see what they may do', async () => {
    const server = stage.open()
    const session = stage.knock(server, { origin: home, cookie: `session=${ben.id}` })
    session.say({ t: 'hello' })
    stage.weakenKey(ben, 'viewer')
    const key = await stage.connect(server, ben)
    for (const socket of [session, key]) socket.say({ t: 'follow_inbox' })
    await settle()
    stage.commit(escalates())
    await stage.clock.advance(100)
    expect(
      [session, key].map((socket) => socket.framesOf('inbox').map((frame) => frame.conversation.can.claim)),
    ).toEqual([[true], [false]])
  })

  test('PR25: a conversation that starts appears, and nothing of another team does', async () => {
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

  test('PR25: changes while a summary is read are told by one more, never by an older one after a newer', async () => {
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

  test('PR25: a hint that was lost for a conversation that is followed reaches the inbox with the position', async () => {
    const server = stage.open()
    const bens = await stage.follower(server, ben)
    bens.say({ t: 'follow_inbox' })
    await settle()
    stage.commitQuietly(writes(dana))
    await stage.clock.advance(25_000)
    expect(bens.framesOf('inbox').map((frame) => frame.conversation.lastSeq)).toEqual([3])
  })

  test('PR25: a reader who is behind is spared summaries; the others get theirs', async () => {
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

  test('PR31: the wait ends with the next event, from whichever server', async () => {
    const [here, there] = [stage.open(), stage.open()]
    const idle = stage.clock.timers
    let ended = 0
    const waits = [here, there].map(({ gateway }) =>
      gateway.waitForEvent(danas, 2, 25_000, never).then(() => (ended += 1)),
    )
    await settle()
    expect(ended).toBe(0)
    stage.commit(writes(dana), { server: here })
    await Promise.all(waits)
    expect(ended).toBe(2)
    // Nothing is kept of a conversation that nobody waits for any more.
    expect(stage.clock.timers).toBe(idle)
  })

  test('PR31: the wait ends at once when there is something already, though nobody told of it', async () => {
    const server = stage.open()
    await server.gateway.waitForEvent(danas, 1, 25_000, never)
    await server.gateway.waitForEvent(danas, 2, 0, never)
  })

  test('PR31: the wait ends at its time limit, when the asker goes away, and when the server stops', async () => {
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

  test('PR31: a log that cannot be read does not break the wait', async () => {
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
