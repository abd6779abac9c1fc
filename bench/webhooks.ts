import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { CreatedWebhook } from '@baton/protocol'
import { begin } from '../tests/support/api.ts'
import type { Ground } from './ground.ts'
import { type Installation, startInstallation } from './installation.ts'
import { percentile } from './percentiles.ts'
import { middleOf, type Pair, type Row } from './row.ts'

const ROUNDS = 3
/** How long a round lasts, in milliseconds; longer for figures to rely on. */
const ROUND_MS = Number(process.env.WEBHOOK_BENCH_SECONDS ?? 8) * 1_000
/** 1,000 events in a minute. */
const EVERY_MS = 60
const ARRIVES_WITHIN = 30_000

type Receiver = { url: string; arrived: Map<string, number>; close: () => Promise<void> }
type Side = { installation: Installation; receiver: Receiver }

/** How soon a good receiver hears of an event while another one of the same bot hangs, against how soon it does alone. */
export async function webhooks(ground: Ground): Promise<Row[]> {
  const dead = await receiver(false)
  const [alone, beside] = [await side(ground), await side(ground)]
  try {
    await addWebhook(beside.installation, dead.url)
    const counted: Latencies[] = []
    for (let round = 0; round < ROUNDS; round += 1) counted.push(await measure(alone, beside))
    const row = (share: number, what: string): Row =>
      middleOf(
        { bench: 'webhooks', on: ground.name, unit: 'ms', what: `a good receiver beside one that hangs, ${what}` },
        'the same alone',
        counted.map(
          (one): Pair => ({
            measured: percentile(one.beside, share),
            compared: percentile(one.alone, share),
          }),
        ),
      )
    return [row(0.5, 'median'), row(0.99, 'p99')]
  } finally {
    await Promise.all([alone, beside].map(({ installation }) => installation.close()))
    await Promise.all([alone.receiver, beside.receiver, dead].map((one) => one.close()))
  }
}

async function side(ground: Ground): Promise<Side> {
  const installation = await startInstallation(ground, { ALLOW_PRIVATE_WEBHOOKS: 'true' })
  const good = await receiver(true)
  await addWebhook(installation, good.url)
  return { installation, receiver: good }
}

type Latencies = { alone: number[]; beside: number[] }

/** The same events on both sides in the same moments. */
async function measure(alone: Side, beside: Side): Promise<Latencies> {
  const sides = { alone, beside }
  const begun: { of: 'alone' | 'beside'; id: string; at: number }[] = []
  const started: Promise<void>[] = []
  const start = async (of: 'alone' | 'beside') => {
    const { installation } = sides[of]
    const at = performance.now()
    const { id } = await begin(installation.url(), installation.botId)
    begun.push({ of, id, at })
  }
  for (let from = performance.now(), next = from; next - from < ROUND_MS; next += EVERY_MS) {
    await sleep(Math.max(0, next - performance.now()))
    started.push(start('alone'), start('beside'))
  }
  await Promise.all(started)
  const latencies: Latencies = { alone: [], beside: [] }
  for (const { of, id, at } of begun) latencies[of].push((await arrival(sides[of].receiver, id)) - at)
  return latencies
}

async function arrival({ arrived }: Receiver, id: string): Promise<number> {
  const until = performance.now() + ARRIVES_WITHIN
  while (performance.now() < until) {
    const at = arrived.get(id)
    if (at !== undefined) return at
    await sleep(20)
  }
  throw new Error(`the delivery of ${id} did not arrive in time`)
}

async function addWebhook({ ada, botId, url }: Installation, target: string): Promise<void> {
  const path = `${url()}/api/v1/bots/${botId}/webhooks`
  const headers = { 'content-type': 'application/json', cookie: ada.cookie }
  const made = await fetch(path, {
    method: 'POST',
    headers,
    body: JSON.stringify({ type: 'conversation.started', url: target }),
  })
  const { id } = (await made.json()) as CreatedWebhook
  const on = await fetch(`${path}/${id}`, { method: 'PATCH', headers, body: JSON.stringify({ enabled: true }) })
  if (on.status !== 200) throw new Error(`a webhook could not be switched on: ${on.status}`)
}

/** Notes when each conversation is told of; or takes every request and never answers. */
async function receiver(answers: boolean): Promise<Receiver> {
  const arrived = new Map<string, number>()
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      if (!answers) return
      const { data } = JSON.parse(Buffer.concat(chunks).toString('utf8'))
      arrived.set(data.conversation.id, performance.now())
      response.writeHead(204).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => {
    server.closeAllConnections()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, arrived, close }
}
