import { randomUUID } from 'node:crypto'
import type { EventView } from '@baton/protocol'
import { type EchoServer, startEchoServer } from './bare-echo.ts'
import type { Ground } from './ground.ts'
import { type Known, succeed } from './http-client.ts'
import { heldConversation, type Installation, startInstallation } from './installation.ts'
import { Listener } from './listener.ts'
import { percentile } from './percentiles.ts'
import { each } from './rate.ts'
import { against, alone, type Row } from './row.ts'

const CONVERSATIONS = 8
/** From each side, at one every 80 milliseconds. */
const MESSAGES = 125
const EVERY_MS = 80
const PATIENCE_MS = 10_000

/** What one message needed, in milliseconds from the moment when it was sent. */
type Passage = { acknowledged: number; seen: number }
type Send = (way: number, text: string) => Promise<unknown>
type Seen = Map<string, (at: number) => void>

/** From sending a message until the other side's open page has it. With two servers each side is on its own. */
export async function delivery(ground: Ground): Promise<Row[]> {
  const installation = await startInstallation(ground)
  const echo = await startEchoServer()
  try {
    const seen: Seen = new Map()
    const stage = await openStage(installation, seen)
    const echoes = echoSteadily(echo)
    const [customer, agent] = await Promise.all(stage.sides.map((side) => sendSteadily(side, seen)))
    const compared = await echoes()
    for (const listener of stage.listeners) listener.cut()
    return [
      ...rowsOf(ground, 'customer → agent', customer ?? [], compared),
      ...rowsOf(ground, 'agent → customer', agent ?? [], compared),
    ]
  } finally {
    echo.close()
    await installation.close()
  }
}

/** Each customer on a socket to the first server, Ada on one to the last, all conversations followed from both sides. */
async function openStage(installation: Installation, seen: Seen) {
  const sessions = await each(Array(CONVERSATIONS).fill(null), 4, () => heldConversation(installation))
  const [here, there] = [installation.url(0), installation.url(1)]
  const adas = await Listener.open(there, { cookie: installation.ada.cookie })
  adas.onEvent = hearing('customer', seen)
  const customers = await each(sessions, 4, async ({ id, token }) => {
    const listener = await Listener.open(here, { token })
    listener.onEvent = hearing('agent', seen)
    await listener.follow(id, 0)
    await adas.follow(id, 0)
    return listener
  })
  const sender = (url: string, pathOf: (id: string) => string, knownOf: (token: string) => Known) => {
    return (way: number, text: string) => {
      const session = sessions[way % CONVERSATIONS]
      if (session === undefined) throw new Error('there is no conversation')
      return succeed(url, pathOf(session.id), knownOf(session.token), { clientId: randomUUID(), text })
    }
  }
  const sides = [
    sender(
      here,
      (id) => `/api/channel/v1/conversations/${id}/messages`,
      (token) => ({ token }),
    ),
    sender(
      there,
      (id) => `/api/v1/conversations/${id}/messages`,
      () => ({ cookie: installation.ada.cookie }),
    ),
  ]
  return { sides, listeners: [adas, ...customers] }
}

function hearing(from: 'customer' | 'agent', seen: Seen) {
  return (event: EventView, at: number) => {
    if (event.type === 'message.sent' && event.actor.kind === from) seen.get(event.data.text)?.(at)
  }
}

async function sendSteadily(send: Send, seen: Seen): Promise<Passage[]> {
  const passages: Promise<Passage>[] = []
  for (let way = 0; way < MESSAGES; way += 1) {
    const passage = sendOne(send, way, seen)
    // Whoever waits for all of them at the end hears of it; until then it must not end the process.
    passage.catch(() => {})
    passages.push(passage)
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
  }
  return Promise.all(passages)
}

async function sendOne(send: Send, way: number, seen: Seen) {
  const text = `${randomUUID()} ${'x'.repeat(100)}`
  const arrival = new Promise<number>((resolve, reject) => {
    setTimeout(() => reject(new Error('a message was acknowledged and not seen')), PATIENCE_MS).unref()
    seen.set(text, resolve)
  })
  arrival.catch(() => {})
  const from = performance.now()
  await send(way, text)
  const acknowledged = performance.now() - from
  return { acknowledged, seen: (await arrival) - from }
}

/** Frames there and back on a bare socket, as often as messages are sent, until the answer is asked for. */
function echoSteadily(server: EchoServer): () => Promise<number[]> {
  const times: number[] = []
  let over = false
  const running = (async () => {
    const socket = await server.open()
    while (!over) {
      times.push(await socket.echo())
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS / 2))
    }
    socket.cut()
  })()
  running.catch(() => {})
  return async () => {
    over = true
    await running
    return times
  }
}

function rowsOf(ground: Ground, way: string, passages: readonly Passage[], echoes: readonly number[]): Row[] {
  const subject = { bench: 'delivery', on: ground.name, unit: 'ms' as const }
  const seen = passages.map((one) => one.seen)
  const late = passages.map((one) => Math.max(0, one.seen - one.acknowledged))
  const [p50, p95, p99] = [['p50', 0.5] as const, ['p95', 0.95] as const, ['p99', 0.99] as const]
  return [
    ...[p50, p95, p99].map(([name, share]) =>
      against({ ...subject, what: `${way}, ${name}` }, `${name} of a bare echo`, {
        measured: percentile(seen, share),
        compared: percentile(echoes, share),
      }),
    ),
    ...[p50, p99].map(([name, share]) =>
      alone({ ...subject, what: `${way}, ${name} after the acknowledgement` }, percentile(late, share)),
    ),
  ]
}
