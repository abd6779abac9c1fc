import { randomUUID } from 'node:crypto'
import { sendMessage, type World } from '@baton/core'
import type { CustomerSession } from '../tests/support/api.ts'
import { type BareInserts, openBareInserts } from './bare-inserts.ts'
import type { Ground } from './ground.ts'
import { succeed } from './http-client.ts'
import { heldConversation, type Installation, startInstallation, withDatabase } from './installation.ts'
import { each, rateOf, rounds } from './rate.ts'
import { middleOf, type Row } from './row.ts'
import { worldOn } from './world-on.ts'

/** After one to warm up. */
const ROUNDS = 5
const WITHIN_MS = 10_000
const SLICE_MS = 300
const AT_ONCE = 16
const TEXT = 'x'.repeat(200)

type Append = (way: number) => Promise<unknown>
type Appends = Record<string, Append>
type Round = { bare: number; appends: Record<string, number> }

/** How fast messages are stored, against the fastest that the same database stores anything. */
export async function floor(ground: Ground): Promise<Row[]> {
  const served = await startInstallation(ground)
  const bare = await openBareInserts(ground, AT_ONCE)
  try {
    const rows: Row[] = []
    const overHttp = await appendOverHttp(served)
    await withInProcess(ground, async (inProcess) => {
      for (const ways of [1, AT_ONCE]) {
        rows.push(...rowsOf(ground, ways, await measure(ways, bare, { ...inProcess, 'append over HTTP': overHttp })))
      }
    })
    return rows
  } finally {
    await Promise.all([served.close(), bare.close()])
  }
}

async function measure(ways: number, bare: BareInserts, appends: Appends): Promise<Round[]> {
  const all = await rounds(1 + ROUNDS, WITHIN_MS, async () => {
    const measured: Round = { bare: await rateOf(Math.min(ways, bare.atOnce), SLICE_MS, bare.insert), appends: {} }
    for (const [what, append] of Object.entries(appends)) {
      measured.appends[what] = await rateOf(ways, SLICE_MS, append)
    }
    return measured
  })
  return all.length > 1 ? all.slice(1) : all
}

function rowsOf(ground: Ground, ways: number, counted: readonly Round[]): Row[] {
  const at = ways === 1 ? 'one at a time' : `${ways} at once`
  return Object.keys(counted[0]?.appends ?? {}).map((what) =>
    middleOf(
      { bench: 'floor', on: ground.name, unit: 'per second', what: `${what}, ${at}` },
      'bare INSERTs',
      counted.map(({ bare, appends }) => ({ measured: appends[what] ?? 0, compared: bare })),
    ),
  )
}

/** The way of appending without servers, on a database of its own; none where several servers are the subject. */
async function withInProcess(ground: Ground, work: (appends: Appends) => Promise<void>): Promise<void> {
  if (ground.servers > 1) return work({})
  const installation = await startInstallation(ground)
  try {
    const sessions = await conversations(installation)
    await installation.stop()
    await withDatabase(installation, async (database) => {
      await work({ 'append in process': await appendInProcess(worldOn(database), sessions) })
    })
  } finally {
    await installation.close()
  }
}

function conversations(installation: Installation): Promise<CustomerSession[]> {
  return each(Array(AT_ONCE).fill(null), 4, () => heldConversation(installation))
}

async function appendOverHttp(installation: Installation): Promise<Append> {
  const sessions = await conversations(installation)
  return (way) => {
    const { id, token } = one(sessions, way)
    const body = { clientId: randomUUID(), text: TEXT }
    return succeed(installation.url(way), `/api/channel/v1/conversations/${id}/messages`, { token }, body)
  }
}

async function appendInProcess(world: World, sessions: readonly CustomerSession[]): Promise<Append> {
  const customers = await Promise.all(
    sessions.map(async ({ id }) => {
      const loaded = await world.conversations.load(id)
      if (loaded === null) throw new Error(`conversation ${id} is gone`)
      return { id, by: { kind: 'customer', id: loaded.conversation.customerId, name: null } as const }
    }),
  )
  return async (way) => {
    const { id, by } = one(customers, way)
    const outcome = await sendMessage(world, by, id, { clientId: randomUUID(), text: TEXT })
    if (!outcome.ok) throw new Error(`refused: ${outcome.refusal.code}`)
  }
}

function one<Item>(items: readonly Item[], way: number): Item {
  const item = items[way]
  if (item === undefined) throw new Error(`there is no conversation ${way}`)
  return item
}
