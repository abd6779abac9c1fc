import type { DraftingFrame, ServerFrame } from '@baton/protocol'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ben, dana, handsBack, replies, takesOver, writes } from '../support/cast.ts'
import type { SocketPair } from '../support/socket-pair.ts'
import { danas, Stage, settle } from './realtime-stage.ts'

let stage: Stage
beforeEach(() => {
  stage = new Stage()
  stage.start()
})
afterEach(async () => {
  await stage.close()
})

/** A piece of the reply that Robo owes Dana now. */
function piece(offset: number, text: string, different: Partial<DraftingFrame> = {}): DraftingFrame {
  const { turn, engagement } = stage.conversation()
  const clientId = turn?.id ?? 'no turn is due'
  return { t: 'drafting', conversation: danas, engagement, clientId, offset, text, ...different }
}

const kinds = (socket: SocketPair) => socket.received.map((frame) => (frame.t === 'event' ? frame.event.type : frame.t))
/** The text as a client puts it together. */
function shown(frames: readonly ServerFrame[]): string | null {
  let text: string | null = null
  for (const frame of frames) {
    if (frame.t === 'drafting') text = (text ?? '').slice(0, frame.offset) + frame.text
    if (frame.t === 'drafting_withdrawn' || (frame.t === 'event' && frame.event.type === 'message.sent')) text = null
  }
  return text
}

describe('a reply while it is being written', () => {
  test('PR19: it reaches customer and members piece by piece, on every server', async () => {
    const [here, there] = [stage.open(), stage.open()]
    const sockets = await Promise.all([
      stage.follower(here, 'dana'),
      stage.follower(here, ben),
      stage.follower(there, ben),
    ])
    here.gateway.drafting(piece(0, 'It is '))
    here.gateway.drafting(piece(6, 'on its way.'))
    await settle()
    for (const socket of sockets) {
      expect(socket.framesOf('drafting')).toEqual([piece(0, 'It is '), piece(6, 'on its way.')])
    }
  })

  test('PR19: a long piece crosses the bus in parts that arrive whole', async () => {
    const [here, there] = [stage.open(), stage.open()]
    const socket = await stage.follower(there, 'dana')
    const long = '🙂\u0007é'.repeat(900)
    const biggest: number[] = []
    stage.busLoses = (message) => {
      biggest.push(Buffer.byteLength(JSON.stringify(message)))
      return false
    }
    here.gateway.drafting(piece(0, long))
    await settle()
    expect(shown(socket.received)).toBe(long)
    expect(Math.max(...biggest)).toBeLessThan(7_000)
  })

  test('PR19: whoever comes in the middle gets what was written so far, after caught_up, and then the rest', async () => {
    const server = stage.open()
    server.gateway.drafting(piece(0, 'It is '))
    server.gateway.drafting(piece(6, 'on its '))
    const socket = await stage.follower(server, 'dana')
    expect(kinds(socket)).toEqual(['ready', 'conversation.started', 'message.sent', 'caught_up', 'drafting'])
    server.gateway.drafting(piece(13, 'way.'))
    await settle()
    expect(socket.framesOf('drafting')).toEqual([piece(0, 'It is on its '), piece(13, 'way.')])
  })

  test('PR19: a turn that begins again replaces what it had written', async () => {
    const server = stage.open()
    server.gateway.drafting(piece(0, 'It is on'))
    server.gateway.drafting(piece(0, 'Your parcel '))
    const socket = await stage.follower(server, 'dana')
    expect(shown(socket.received)).toBe('Your parcel ')
  })

  test('PR19: where a piece was lost, nobody is shown a text with a hole as if it were whole', async () => {
    const [here, there] = [stage.open(), stage.open()]
    let sent = 0
    stage.busLoses = ({ kind }) => {
      if (kind === 'realtime.drafting') sent += 1
      return sent === 2
    }
    for (const [offset, text] of [
      [0, 'It '],
      [3, 'is '],
      [6, 'on '],
    ] as const)
      here.gateway.drafting(piece(offset, text))
    await settle()
    const socket = await stage.follower(there, 'dana')
    expect(socket.framesOf('drafting')).toEqual([])
    expect(shown((await stage.follower(here, 'dana')).received)).toBe('It is on ')
  })

  test('PR19: drafts are bounded: in length, in number, and in time', async () => {
    const server = stage.open()
    server.gateway.drafting(piece(0, 'x'.repeat(5_000)))
    server.gateway.drafting(piece(5_000, 'x'.repeat(5_000)))
    const tooLong = await stage.follower(server, 'dana')
    expect(tooLong.framesOf('drafting')).toEqual([])
    const before = stage.clock.timers
    for (let index = 0; index < 1_500; index += 1) {
      server.gateway.drafting(piece(0, 'x', { conversation: `conversation_${index}`, clientId: `turn_${index}` }))
    }
    expect(stage.clock.timers - before).toBeLessThanOrEqual(1_000)
    server.gateway.drafting(piece(0, 'It is'))
    await stage.clock.advance(61_000)
    // Whoever wrote it has died: the page must not show half a reply for ever.
    expect(tooLong.framesOf('drafting_withdrawn')).toHaveLength(1)
    expect(shown(tooLong.received)).toBeNull()
  })
})

describe('the end of a draft', () => {
  test('PR20: a claim withdraws it before the claim itself is told', async () => {
    const [here, there] = [stage.open(), stage.open()]
    const sockets = await Promise.all([stage.follower(here, 'dana'), stage.follower(there, 'dana')])
    here.gateway.drafting(piece(0, 'It is on'))
    await settle()
    const late = piece(8, ' its way')
    stage.commit(takesOver(ben), { server: here })
    await settle()
    here.gateway.drafting(late)
    there.gateway.drafting(late)
    await settle()
    for (const socket of sockets) {
      const after = kinds(socket).slice(kinds(socket).indexOf('drafting') + 1)
      expect(after.filter((kind) => kind !== 'presence')).toEqual(['drafting_withdrawn', 'conversation.claimed'])
      expect(shown(socket.received)).toBeNull()
    }
    const newcomer = await stage.follower(there, 'dana', stage.lastSeq())
    expect(newcomer.framesOf('drafting')).toEqual([])
  })

  test('PR20: on the other server it goes with the hint, before the log has been read', async () => {
    const [here, there] = [stage.open(), stage.open()]
    const socket = await stage.follower(there, 'dana')
    there.gateway.drafting(piece(0, 'It is on'))
    let letGo: () => void = () => {}
    stage.beforeRead = () => new Promise((go) => (letGo = go))
    stage.commit(takesOver(ben), { server: here })
    await settle()
    expect(kinds(socket).slice(-1)).toEqual(['drafting_withdrawn'])
    letGo()
    await settle()
    expect(kinds(socket).slice(-1)).toEqual(['conversation.claimed'])
  })

  test('PR20: with the hint lost as well, it goes with the position that heals', async () => {
    const [here, there] = [stage.open(), stage.open()]
    const socket = await stage.follower(there, 'dana')
    there.gateway.drafting(piece(0, 'It is on'))
    stage.busLoses = () => true
    stage.commit(takesOver(ben), { server: here })
    await stage.clock.advance(20_000)
    expect(
      kinds(socket)
        .filter((kind) => kind !== 'position')
        .slice(-2),
    ).toEqual(['drafting_withdrawn', 'conversation.claimed'])
  })

  test('PR20: a late piece of an older engagement is not shown to whoever comes after the claim', async () => {
    const server = stage.open()
    const late = piece(0, 'It is on its way.')
    stage.commit(takesOver(ben))
    server.gateway.drafting(late)
    for (const after of [0, stage.lastSeq()]) {
      const socket = await stage.follower(server, 'dana', after)
      expect(socket.framesOf('drafting')).toEqual([])
    }
  })

  test('PR20: after the hand back the next reply is shown again', async () => {
    const server = stage.open()
    const socket = await stage.follower(server, 'dana')
    stage.commit(takesOver(ben))
    stage.commit(writes(dana, 'Are you there?'))
    stage.commit(handsBack(ben))
    server.gateway.drafting(piece(0, 'I am '))
    await settle()
    expect(shown(socket.received)).toBe('I am ')
  })

  test('PR21: the message ends it, and a straggler of another server does not bring it back', async () => {
    const [here, there] = [stage.open(), stage.open()]
    const socket = await stage.follower(there, 'dana')
    const [first, straggler] = [piece(0, 'It is '), piece(6, 'on its')]
    here.gateway.drafting(first)
    stage.commit(replies({ text: 'It is on its way.' }), { server: here })
    await settle()
    expect(kinds(socket).slice(-2)).toEqual(['drafting', 'message.sent'])
    here.gateway.drafting(straggler)
    there.gateway.drafting(straggler)
    await settle()
    expect(socket.framesOf('drafting')).toEqual([first])
    expect((await stage.follower(there, ben)).framesOf('drafting')).toEqual([])
    expect(socket.framesOf('drafting_withdrawn')).toEqual([])
  })

  test('PR21: a reply that is given up is withdrawn on every server', async () => {
    const [here, there] = [stage.open(), stage.open()]
    const sockets = await Promise.all([stage.follower(here, 'dana'), stage.follower(there, ben)])
    here.gateway.drafting(piece(0, 'It is '))
    await settle()
    here.gateway.draftingWithdrawn(danas, piece(0, '').clientId)
    here.gateway.draftingWithdrawn(danas, 'another reply')
    await settle()
    for (const socket of sockets) {
      const { clientId } = piece(0, '')
      expect(socket.framesOf('drafting_withdrawn')).toEqual([
        { t: 'drafting_withdrawn', conversation: danas, clientId },
      ])
    }
    expect((await stage.follower(there, 'dana')).framesOf('drafting')).toEqual([])
  })

  test('PR20: whatever the order in which a claim, pieces and followers come, nobody is left with a bot’s draft', async () => {
    // Every interleaving of four things on two servers, with the bus held back by one turn or not.
    const orders = [0, 1, 2, 3].flatMap((a) => [0, 1, 2, 3].flatMap((b) => [0, 1, 2, 3].map((c) => [a, b, c])))
    for (const [index, order] of orders.entries()) {
      const own = new Stage()
      own.start()
      const [here, there] = [own.open(), own.open()]
      const { turn, engagement } = own.conversation()
      const text = (offset: number): DraftingFrame => {
        return { t: 'drafting', conversation: danas, engagement, clientId: turn?.id ?? '', offset, text: 'abc' }
      }
      const sockets = [await stage_follow(own, here), await stage_follow(own, there)]
      const steps: (() => unknown)[] = [
        () => here.gateway.drafting(text(0)),
        () => there.gateway.drafting(text(3)),
        () => own.commit(takesOver(ben), { server: here }),
        async () => sockets.push(await stage_follow(own, there)),
      ]
      const rest = steps.filter((_, step) => !order.includes(step))
      const planned = [...new Set(order)].flatMap((step) => steps[step] ?? [])
      for (const step of [...planned, ...rest]) {
        step()
        if (index % 2 === 0) await Promise.resolve()
      }
      await settle()
      await settle()
      for (const socket of sockets) expect(shown(socket.received), order.join()).toBeNull()
      await own.close()
    }
  })
})

function stage_follow(own: Stage, server: Parameters<Stage['follower']>[0]) {
  return own.follower(server, 'dana')
}
