import { closeCodes } from '@baton/protocol'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ben, claims, dana, escalates, vic, writes } from '../support/cast.ts'
import { danas, otherCustomer, Stage, settle, stranger } from './realtime-stage.ts'

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

let stage: Stage
beforeEach(() => {
  stage = new Stage()
  stage.start()
})
afterEach(async () => {
  await stage.close()
})

/** Dana writes some messages that nobody is told of. */
function danaWrote(count: number, id = danas): void {
  for (let index = 0; index < count; index += 1) stage.commitQuietly(writes(dana, `message ${index}`), id)
}

describe('following one conversation', () => {
  test('PR7: Ben gets everything after the number he has, in order, then a caught_up, then what is new', async () => {
    danaWrote(8)
    const server = stage.open()
    const ben_ = await stage.follower(server, ben, 4)
    expect(ben_.seqs()).toEqual(numbers(5, 10))
    expect(ben_.received.at(-2)).toEqual({ t: 'caught_up', conversation: danas, seq: 10 })
    stage.commit(writes(dana, 'and now?'))
    await settle()
    expect(ben_.seqs()).toEqual(numbers(5, 11))
  })

  test('PR7: what was committed in this process is sent without reading the log again', async () => {
    const server = stage.open()
    const ben_ = await stage.follower(server, ben)
    const before = stage.reads.after
    stage.commit(writes(dana))
    await settle()
    expect(ben_.seqs()).toEqual([1, 2, 3])
    expect(stage.reads.after).toBe(before)
  })

  test('PR7: a hint from another server makes this process read the log once, however many sockets follow', async () => {
    const here = stage.open()
    const there = stage.open()
    const followers = await Promise.all([ben, vic, ben, vic].map((who) => stage.follower(here, who)))
    const before = stage.reads.after
    stage.commit(writes(dana), { server: there })
    await settle()
    for (const follower of followers) expect(follower.seqs()).toEqual([1, 2, 3])
    expect(stage.reads.after).toBe(before + 1)
  })

  test('PR8: a follow can be asked again at any time, and starts again where it is told to', async () => {
    danaWrote(3)
    const server = stage.open()
    const ben_ = await stage.follower(server, ben)
    ben_.received.length = 0
    ben_.say({ t: 'follow', conversation: danas, after: 2 })
    await settle()
    expect(ben_.seqs()).toEqual([3, 4, 5])
    expect(ben_.framesOf('caught_up')).toEqual([{ t: 'caught_up', conversation: danas, seq: 5 }])
    expect(server.gateway.stats().follows).toBe(1)
  })

  test('PR8: a follow that is asked again in the middle of a replay goes on from its new place only', async () => {
    danaWrote(298)
    const server = stage.open()
    let letGo: () => void = () => {}
    const ben_ = await stage.connect(server, ben)
    stage.beforeRead = () => new Promise((go) => (letGo = go))
    ben_.say({ t: 'follow', conversation: danas, after: 0 })
    await settle()
    stage.beforeRead = async () => {}
    ben_.say({ t: 'follow', conversation: danas, after: 290 })
    await settle()
    letGo()
    await settle()
    expect(ben_.seqs()).toEqual(numbers(291, 300))
  })

  test('PR9: a long absence is replayed in pages, and what happens meanwhile is neither lost nor doubled', async () => {
    danaWrote(448)
    const server = stage.open()
    const ben_ = await stage.connect(server, ben)
    let reads = 0
    stage.beforeRead = async () => {
      reads += 1
      // Committed before, between and after the pages, some with a hint and some without.
      if (reads <= 4) stage.commit(writes(dana, `during read ${reads}`))
    }
    ben_.say({ t: 'follow', conversation: danas, after: 0 })
    await settle()
    expect(stage.lastSeq()).toBeGreaterThan(451)
    expect(ben_.seqs()).toEqual(numbers(1, stage.lastSeq()))
    expect(ben_.framesOf('caught_up')).toHaveLength(1)
  })

  test('PR9: an event that is committed while the last page is read comes before or after caught_up, once', async () => {
    const server = stage.open()
    const ben_ = await stage.connect(server, ben)
    let letGo: () => void = () => {}
    stage.afterRead = () => new Promise((go) => (letGo = go))
    ben_.say({ t: 'follow', conversation: danas, after: 0 })
    await settle()
    stage.afterRead = async () => {}
    stage.commit(writes(dana, 'in between'))
    letGo()
    await settle()
    expect(ben_.seqs()).toEqual([1, 2, 3])
  })

  test('PR9: hundreds of events behind one hint all arrive at once', async () => {
    const here = stage.open()
    const there = stage.open()
    const ben_ = await stage.follower(here, ben)
    danaWrote(450)
    stage.commit(writes(dana), { server: there })
    await settle()
    expect(ben_.seqs()).toEqual(numbers(1, 453))
  })

  test('PR9: a replay waits for a reader who is behind, instead of filling his buffer', async () => {
    for (let index = 0; index < 600; index += 1) stage.commitQuietly(writes(dana, 'x'.repeat(4000)))
    const server = stage.open()
    const ben_ = await stage.connect(server, ben)
    ben_.hold()
    ben_.say({ t: 'follow', conversation: danas, after: 0 })
    await settle()
    expect(ben_.wire.bufferedAmount).toBeLessThan(300 * 1024)
    expect(ben_.closed).toBeNull()
    for (let turn = 0; turn < 2_000 && ben_.framesOf('caught_up').length === 0; turn += 1) {
      ben_.crank(5)
      await new Promise<void>((next) => setImmediate(next))
    }
    expect(ben_.seqs()).toEqual(numbers(1, 602))
  })

  test('PR8: a reader who is behind and asks again gets nothing more of the old replay', async () => {
    for (let index = 0; index < 398; index += 1) stage.commitQuietly(writes(dana, 'x'.repeat(4000)))
    const server = stage.open()
    const ben_ = await stage.connect(server, ben)
    ben_.hold()
    ben_.say({ t: 'follow', conversation: danas, after: 0 })
    await settle()
    const onTheirWay = ben_.held
    ben_.say({ t: 'follow', conversation: danas, after: 398 })
    await settle()
    ben_.release()
    await settle()
    expect(ben_.seqs()).toEqual([...numbers(1, onTheirWay), 399, 400])
  })

  test('PR10: a reader who has more than the log is told by a lower caught_up', async () => {
    danaWrote(3)
    const server = stage.open()
    const ben_ = await stage.follower(server, ben, 40)
    expect(ben_.seqs()).toEqual([])
    expect(ben_.framesOf('caught_up')).toEqual([{ t: 'caught_up', conversation: danas, seq: 5 }])
    const far = await stage.follower(server, ben, Number.MAX_SAFE_INTEGER)
    expect(far.framesOf('caught_up')).toEqual([{ t: 'caught_up', conversation: danas, seq: 5 }])
    stage.commit(writes(dana))
    await settle()
    expect(ben_.seqs()).toEqual([6])
  })

  test('PR11: an event whose hint was lost arrives with the next position, and the position comes after it', async () => {
    const server = stage.open()
    const ben_ = await stage.follower(server, ben)
    stage.commitQuietly(writes(dana, 'nobody was told of this'))
    await stage.clock.advance(19_900)
    expect(ben_.seqs()).toEqual([1, 2, 3])
    expect(ben_.framesOf('position').at(-1)).toEqual({ t: 'position', conversation: danas, seq: 3 })
    const order = ben_.received.map((frame) => frame.t)
    expect(order.lastIndexOf('event')).toBeLessThan(order.lastIndexOf('position'))
  })

  test('PR11: a position costs one look at the log for each conversation, and comes at least every 25 seconds', async () => {
    const server = stage.open()
    const followers = await Promise.all([ben, vic, ben].map((who) => stage.follower(server, who)))
    await stage.clock.advance(20_000)
    const before = { looks: stage.reads.lastSeq, frames: followers.map((each) => each.framesOf('position').length) }
    await stage.clock.advance(100_000)
    expect(stage.reads.lastSeq - before.looks).toBe(5)
    const more = followers.map((each, index) => each.framesOf('position').length - (before.frames[index] ?? 0))
    expect(more).toEqual([5, 5, 5])
  })

  test('PR11: whoever comes and reads more than the others were told makes them hear it too', async () => {
    const server = stage.open()
    const ben_ = await stage.follower(server, ben)
    stage.commitQuietly(writes(dana))
    await stage.follower(server, vic)
    expect(ben_.seqs()).toEqual([1, 2, 3])
  })

  test('PR11: after a gap on the bus everything that is followed is looked at once', async () => {
    const server = stage.open()
    const ben_ = await stage.follower(server, ben)
    stage.commitQuietly(writes(dana))
    stage.tellGap()
    await settle()
    expect(ben_.seqs()).toEqual([1, 2, 3])
  })

  test('PR11: a log that cannot be read for a while is read again until it can', async () => {
    const here = stage.open()
    const there = stage.open()
    const live = await stage.follower(here, ben)
    const replaying = await stage.connect(here, vic)
    let broken = true
    stage.beforeRead = async () => {
      if (broken) throw new Error('the database is away')
    }
    stage.commit(writes(dana), { server: there })
    replaying.say({ t: 'follow', conversation: danas, after: 0 })
    await stage.clock.advance(900)
    // Rights come first: vic's key was checked a moment ago, so that only the log is away.
    expect(replaying.closed).toBeNull()
    broken = false
    await stage.clock.advance(1_200)
    expect(live.seqs()).toEqual([1, 2, 3])
    expect(replaying.seqs()).toEqual([1, 2, 3])
    expect(stage.warnings.length).toBeGreaterThan(0)
    expect(stage.warnings.length).toBeLessThan(5)
  })

  test('PR11: who is live hears what could not be read within a second or so of it being readable again', async () => {
    const here = stage.open()
    const there = stage.open()
    const live = await stage.follower(here, ben)
    let broken = true
    stage.beforeRead = async () => {
      if (broken) throw new Error('the database is away')
    }
    stage.commit(writes(dana), { server: there })
    await stage.clock.advance(3_500)
    broken = false
    await stage.clock.advance(1_000)
    expect(live.seqs()).toEqual([1, 2, 3])
  })

  test('PR9: a crowd that comes back at once takes turns at the log, and everybody catches up', async () => {
    const server = stage.open()
    const sockets = await Promise.all(Array.from({ length: 40 }, () => stage.connect(server, vic)))
    let reading = 0
    let most = 0
    stage.beforeRead = async () => {
      reading += 1
      most = Math.max(most, reading)
      await new Promise<void>((next) => setImmediate(next))
      reading -= 1
    }
    for (const socket of sockets) socket.say({ t: 'follow', conversation: danas, after: 0 })
    for (let round = 0; round < 20; round += 1) await settle()
    for (const socket of sockets) expect(socket.seqs()).toEqual([1, 2])
    expect(most).toBeLessThanOrEqual(6)
  })

  test('PR11: a replay that cannot be read for long closes the socket, which may come back', async () => {
    const server = stage.open()
    const socket = await stage.connect(server, 'dana')
    stage.beforeRead = async () => {
      throw new Error('the database is away')
    }
    socket.say({ t: 'follow', conversation: danas, after: 0 })
    await stage.clock.advance(25_000)
    expect(socket.closed?.code).toBe(1013)
    expect(server.gateway.stats()).toEqual({ sockets: 0, follows: 0 })
  })

  test('PR12: what Dana must not see keeps its place in the order and nothing else', async () => {
    stage.commitQuietly(escalates())
    stage.commitQuietly(claims(ben))
    stage.commitQuietly(writes(dana))
    const server = stage.open()
    const danasPage = await stage.follower(server, 'dana')
    const team = await stage.follower(server, vic)
    const { engagement, unansweredSince } = stage.conversation()
    stage.commit({ type: 'nudge', by: { kind: 'system' }, engagement, unansweredSince: unansweredSince ?? 0 })
    await settle()
    expect(danasPage.framesOf('event').at(-1)?.event).toEqual({ conversationId: danas, seq: 6, type: 'withheld' })
    expect(team.framesOf('event').at(-1)?.event).toMatchObject({ seq: 6, type: 'conversation.nudged' })
    expect(danasPage.seqs()).toEqual(numbers(1, 6))
  })

  test('PR13: an unknown conversation, another customer’s and another team’s get the same answer, and the socket stays', async () => {
    stage.start('conversation_emre', otherCustomer)
    stage.start('conversation_mallory', otherCustomer, 'team_mallory')
    const server = stage.open()
    const danasPage = await stage.connect(server, 'dana')
    for (const conversation of [
      'conversation_emre',
      'conversation_mallory',
      'nothing',
      '__proto__',
      'a\u0000b',
      '\ud800',
    ]) {
      danasPage.received.length = 0
      danasPage.say({ t: 'follow', conversation, after: 0 })
      await settle()
      const message = 'There is no such conversation, or it is not yours to see.'
      expect(danasPage.received).toEqual([{ t: 'error', code: 'not_found', message }])
    }
    const mallory = await stage.follower(server, stranger)
    expect(mallory.framesOf('error').map((frame) => frame.code)).toEqual(['not_found'])
    expect(danasPage.closed ?? mallory.closed).toBeNull()
    expect(server.gateway.stats().follows).toBe(0)
  })

  test('PR14: one socket follows at most 50 conversations', async () => {
    for (let index = 0; index < 51; index += 1) stage.start(`conversation_${index}`)
    const server = stage.open()
    const ben_ = await stage.connect(server, ben)
    for (let index = 0; index < 51; index += 1) {
      ben_.say({ t: 'follow', conversation: `conversation_${index}`, after: 0 })
      await settle()
      await stage.clock.advance(100)
    }
    expect(ben_.framesOf('caught_up')).toHaveLength(50)
    expect(ben_.framesOf('error').map((frame) => frame.code)).toEqual(['too_many_follows'])
    ben_.say({ t: 'unfollow', conversation: 'conversation_0' })
    ben_.say({ t: 'follow', conversation: 'conversation_50', after: 0 })
    await settle()
    expect(ben_.framesOf('caught_up')).toHaveLength(51)
  })

  test('PR15: after unfollow nothing more comes, and nothing is kept of a conversation that nobody follows', async () => {
    const server = stage.open()
    const idle = stage.clock.timers
    const ben_ = await stage.connect(server, ben)
    const connected = stage.clock.timers
    ben_.say({ t: 'follow', conversation: danas, after: 0 })
    ben_.say({ t: 'viewing', conversation: danas })
    ben_.say({ t: 'typing', conversation: danas, on: true })
    await settle()
    ben_.say({ t: 'unfollow', conversation: danas })
    await settle()
    stage.commit(writes(dana))
    await settle()
    expect(ben_.seqs()).toEqual([1, 2])
    expect(server.gateway.stats()).toEqual({ sockets: 1, follows: 0 })
    expect(stage.clock.timers).toBe(connected)
    ben_.breakOff()
    expect(server.gateway.stats()).toEqual({ sockets: 0, follows: 0 })
    expect(stage.clock.timers).toBe(idle)
  })

  test('PR27: one follower that cannot be told does not keep an event from the others', async () => {
    const deps = stage.deps()
    const server = stage.open({
      present: {
        ...deps.present,
        eventForCustomer: (event) => {
          if (event.seq === 3) throw new Error('a bug')
          return deps.present.eventForCustomer(event)
        },
      },
    })
    const danasPage = await stage.follower(server, 'dana')
    const ben_ = await stage.follower(server, ben)
    stage.commit(writes(dana))
    await settle()
    expect(ben_.seqs()).toEqual([1, 2, 3])
    expect(danasPage.closed?.code).toBe(1006)
    expect(danasPage.closed?.code).not.toBe(closeCodes.access_ended)
  })
})
