import type { ServerFrame } from '@baton/protocol'
import { describe, expect, test } from 'vitest'
import type { Realtime } from '../../apps/server/src/realtime/open-realtime.ts'
import { ben, dana, vic, writes } from '../support/cast.ts'
import type { SocketPair } from '../support/socket-pair.ts'
import { danas, Stage } from './realtime-stage.ts'

const conversations = [danas, 'conversation_dana_2']
const STEPS = 250
const SEEDS = Number(process.env.FUZZ_SEEDS ?? 30)

/** mulberry32: small, and the same on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise<void>((next) => setImmediate(next))
}

type Read = { seq: number; log: number[]; following: boolean; restarts: number }

/** A client that does what the protocol asks of one, and holds the server to what it promises. */
class Client {
  readonly reads = new Map<string, Read>(
    conversations.map((id) => [id, { seq: 0, log: [], following: false, restarts: 0 }]),
  )
  readonly faults: string[] = []
  readonly who: 'dana' | typeof ben
  socket: SocketPair | null = null
  #seen = 0

  constructor(who: 'dana' | typeof ben) {
    this.who = who
  }

  connect(stage: Stage, server: Realtime): void {
    this.socket?.breakOff()
    this.socket = stage.knock(server)
    this.#seen = 0
    this.socket.say({ t: 'hello', token: this.who === 'dana' ? 'token-dana' : `bat_${this.who.id}` })
    for (const [id, read] of this.reads) {
      read.restarts = 0
      if (read.following) this.follow(id)
    }
  }

  follow(id: string): void {
    const read = this.#read(id)
    read.following = true
    read.restarts += 1
    this.socket?.say({ t: 'follow', conversation: id, after: read.seq })
  }

  unfollow(id: string): void {
    this.#read(id).following = false
    this.socket?.say({ t: 'unfollow', conversation: id })
  }

  /** Reads what has arrived. */
  take(): void {
    const arrived = this.socket?.received.slice(this.#seen) ?? []
    this.#seen += arrived.length
    for (const frame of arrived) this.#takeFrame(frame)
  }

  #takeFrame(frame: ServerFrame): void {
    if (frame.t === 'event') this.#takeEvent(frame.event.conversationId, frame.event.seq)
    else if (frame.t === 'caught_up') {
      const read = this.#read(frame.conversation)
      read.restarts = Math.max(0, read.restarts - 1)
      if (frame.seq > read.seq) this.faults.push(`caught up at ${frame.seq} with ${read.seq} in ${frame.conversation}`)
    } else if (frame.t === 'error') this.faults.push(`error ${frame.code}`)
    else if (frame.t === 'position') {
      // A client would ask again; but the server sends what is missing first, so that nobody has to.
      const read = this.#read(frame.conversation)
      const behind = frame.seq > read.seq && read.restarts === 0 && read.following
      if (behind) this.faults.push(`at ${read.seq} behind the position ${frame.seq} in ${frame.conversation}`)
    }
  }

  #takeEvent(id: string, seq: number): void {
    const read = this.#read(id)
    if (seq === read.seq + 1) {
      read.seq = seq
      read.log.push(seq)
    } else if (seq > read.seq + 1) this.faults.push(`gap: ${seq} after ${read.seq} in ${id}`)
    else if (read.restarts === 0) this.faults.push(`twice: ${seq} after ${read.seq} in ${id}`)
  }

  #read(id: string): Read {
    const read = this.reads.get(id)
    if (read === undefined) throw new Error(`something came of ${id}`)
    return read
  }
}

/** One run: everything that can happen, in an order that the seed decides. */
async function run(seed: number) {
  const random = randomFrom(seed)
  const chance = (share: number) => random() < share
  const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T
  const stage = new Stage()
  for (const id of conversations) stage.start(id)
  const pendingReads: (() => void)[] = []
  let slow = true
  const read = () => (slow && chance(0.5) ? new Promise<void>((go) => pendingReads.push(go)) : Promise.resolve())
  stage.beforeRead = read
  stage.afterRead = read
  const loss = random() * 0.6
  let calm = false
  stage.busLoses = () => !calm && chance(loss)
  const servers = [stage.open({ rateLimits: false, random }), stage.open({ rateLimits: false, random })]
  const clients = [new Client('dana'), new Client(ben), new Client(ben), new Client(vic)]
  for (const client of clients) client.connect(stage, one(servers))

  const letOneGo = () => pendingReads.splice(Math.floor(random() * pendingReads.length), 1)[0]?.()
  const muchAtOnce = () => {
    const id = one(conversations)
    for (let count = 0; count < 230; count += 1) stage.commitQuietly(writes(dana), id)
  }
  const steps: [share: number, step: () => void | Promise<void>][] = [
    [30, () => void stage.commit(writes(dana), { id: one(conversations), server: one(servers) })],
    [5, () => void stage.commitQuietly(writes(dana), one(conversations))],
    [3, muchAtOnce],
    [35, letOneGo],
    [
      12,
      () => {
        const [client, id] = [one(clients), one(conversations)]
        // A follow on top of a follow only now and then: repeats can be told from faults only where none is under way.
        if (client.reads.get(id)?.restarts === 0 || chance(0.15)) client.follow(id)
      },
    ],
    [4, () => one(clients).unfollow(one(conversations))],
    [5, () => one(clients).connect(stage, one(servers))],
    [4, () => one(clients).socket?.hold()],
    [8, () => one(clients).socket?.crank(Math.ceil(random() * 40))],
    [6, () => one(clients).socket?.release()],
    [2, () => stage.tellGap()],
    [6, () => stage.clock.advance(Math.floor(random() * 4_000))],
  ]
  const all = steps.reduce((sum, [share]) => sum + share, 0)
  for (let step = 0; step < STEPS; step += 1) {
    await pick(steps, random() * all)()
    await turns(Math.floor(random() * 3))
    for (const client of clients) client.take()
  }

  // Then the network is well again, and everybody wants everything.
  slow = false
  calm = true
  for (const client of clients) {
    client.socket?.release()
    if (client.socket?.closed) client.connect(stage, one(servers))
    for (const [id, read] of client.reads) if (!read.following) client.follow(id)
  }
  for (let round = 0; round < 30; round += 1) {
    while (pendingReads.length > 0) letOneGo()
    await stage.clock.advance(1_000)
    for (const client of clients) client.take()
  }
  const ends = conversations.map((id) => stage.lastSeq(id))
  const outcome = clients.map((client) => ({
    faults: client.faults,
    logs: [...client.reads.values()].map(({ log }) => log),
  }))
  await stage.close()
  return { ends, outcome, events: ends.reduce((sum, end) => sum + end, 0) }
}

function pick<Step>(steps: readonly [share: number, step: Step][], dice: number): Step {
  let left = dice
  for (const [share, step] of steps) {
    left -= share
    if (left < 0) return step
  }
  throw new Error('the dice fell off the table')
}

describe('a seeded storm of lost hints, slow reads, broken sockets and two servers', () => {
  const first = Number(process.env.FUZZ_SEED ?? 20261122)
  test.each(Array.from({ length: SEEDS }, (_, index) => first + index))(
    'PR7, PR8, PR9, PR11: every follower ends with exactly the log, in order, nothing twice (FUZZ_SEED=%i)',
    async (seed) => {
      const { ends, outcome, events } = await run(seed)
      expect(events).toBeGreaterThan(50)
      for (const { faults, logs } of outcome) {
        expect(faults).toEqual([])
        expect(logs).toEqual(ends.map((end) => Array.from({ length: end }, (_, index) => index + 1)))
      }
    },
  )
})
