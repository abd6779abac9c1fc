import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ben, chidi, dana, handsBack, takesOver, transfers, vic, writes } from '../support/cast.ts'
import { danas, otherCustomer, Stage, settle } from './realtime-stage.ts'

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
  test('PR22: Dana’s typing reaches the members on every server, and not her own other tab', async () => {
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

  test('PR22: an agent’s typing reaches Dana only while that agent holds, the other members always', async () => {
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
    expect((await stage.follower(there, 'dana')).framesOf('typing')).toEqual([])
    await stage.clock.advance(2_000)
    bens.say({ t: 'typing', conversation: danas, on: true })
    chidis.say({ t: 'typing', conversation: danas, on: true })
    await settle()
    expect(page.framesOf('typing').at(-1)).toMatchObject({ actor: { id: chidi.id }, on: true })
    stage.commit(handsBack(chidi))
    await settle()
    expect(page.framesOf('typing').at(-1)).toMatchObject({ actor: { id: chidi.id }, on: false })
  })

  test('PR22: it ends after six seconds without a renewal, and lasts as long as it is renewed', async () => {
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

  test('PR22: it ends when the message comes, when the page is closed, and for whoever comes later it is told', async () => {
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

  test('PR22: a server that has not heard of the transfer yet cannot show Dana the old agent', async () => {
    stage.commitQuietly(takesOver(ben))
    const { engagement: holds } = stage.conversation()
    stage.commitQuietly(transfers(ben, chidi))
    const page = await stage.follower(stage.open(), 'dana')
    const signal = { kind: 'realtime.typing', from: 'another server', conversation: danas, actor: benAsActor, on: true }
    stage.bus.publish({ ...signal, holds })
    await settle()
    expect(page.framesOf('typing')).toEqual([])
  })

  test('PR22: whoever does not follow the conversation cannot type in it', async () => {
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

  test('PR22: who types on right after a message is shown typing at once', async () => {
    const server = stage.open()
    const page = await stage.follower(server, 'dana')
    const bens = await stage.follower(server, ben)
    page.say({ t: 'typing', conversation: danas, on: true })
    await stage.clock.advance(500)
    stage.commit(writes(dana))
    page.say({ t: 'typing', conversation: danas, on: true })
    await settle()
    expect(bens.framesOf('typing').map(({ on }) => on)).toEqual([true, false, true])
  })

  test('PR22: a key that is held down does not flood the bus', async () => {
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

  test('PR23: members see who looks and whether Dana’s page is open, on every server; Dana sees nothing of it', async () => {
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

  test('PR23: whoever looks counts for 45 seconds after the last sign', async () => {
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

  test('PR23: a server that comes to a conversation later learns who is there', async () => {
    const [here, there] = [stage.open(), stage.open()]
    await stage.follower(here, 'dana')
    const bens = await stage.follower(there, ben)
    expect(last(bens)).toMatchObject({ customerOnline: true })
  })

  test('PR23: what a server said that died is forgotten, what one says that lives is kept', async () => {
    const [here, there] = [stage.open(), stage.open()]
    await stage.follower(here, 'dana')
    const bens = await stage.follower(there, ben)
    await stage.clock.advance(300_000)
    expect(last(bens)).toMatchObject({ customerOnline: true })
    stage.busLoses = ({ kind }) => kind === 'realtime.presence'
    await stage.clock.advance(110_000)
    expect(last(bens)).toMatchObject({ customerOnline: false })
  })

  test('PR23: two tabs of one member are one viewer, and one of them closing changes nothing', async () => {
    const server = stage.open()
    const bens = await stage.follower(server, ben)
    const [one, two] = [await stage.follower(server, chidi), await stage.follower(server, chidi)]
    for (const tab of [one, two]) tab.say({ t: 'viewing', conversation: danas })
    await settle()
    one.breakOff()
    await settle()
    expect(last(bens)).toMatchObject({ viewers: [{ id: chidi.id }] })
  })

  test('PR23: customerOnline answers for the sockets of this process', async () => {
    const [here, there] = [stage.open(), stage.open()]
    const page = await stage.follower(here, 'dana')
    await stage.follower(there, ben)
    expect([here, there].map(({ gateway }) => gateway.customerOnline(danas))).toEqual([true, false])
    page.breakOff()
    expect(here.gateway.customerOnline(danas)).toBe(false)
    expect(here.gateway.customerOnline('nothing')).toBe(false)
  })

  test('PR23: viewing is not for customers', async () => {
    const server = stage.open()
    const page = await stage.follower(server, 'dana')
    page.say({ t: 'viewing', conversation: danas })
    await settle()
    expect(page.framesOf('error').map(({ code }) => code)).toEqual(['forbidden'])
  })
})
