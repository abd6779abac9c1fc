import { randomUUID } from 'node:crypto'
import { sendMessage, type World } from '@baton/core'
import type { CustomerSession } from '../tests/support/api.ts'
import { type BareInserts, openBareInserts } from './bare-inserts.ts'
import type { Ground } from './ground.ts'
import { succeed } from './http-client.ts'
import { heldConversation, type Installation, startInstallation, withDatabase } from './installation.ts'
import { each, rateOf } from './rate.ts'
import { middleOf, type Row } from './row.ts'
import { worldOn } from './world-on.ts'

const ROUNDS = 5
const SLICE_MS = 400
const AT_ONCE = 16
const TEXT = 'x'.repeat(200)

type Append = (way: number) => Promise<unknown>
type Round = { bare: number; inProcess: number; overHttp: number }

/** How fast messages are stored, against the fastest that the same database stores anything. */
export async function floor(ground: Ground): Promise<Row[]> {
  const served = await startInstallation(ground)
  const unserved = await startInstallation({ ...ground, servers: 1 })
  const bare = await openBareInserts(ground, AT_ONCE)
  try {
    const overHttp = await appendOverHttp(served)
    const sessions = await conversations(unserved)
    await unserved.stop()
    const rows: Row[] = []
    await withDatabase(unserved, async (database) => {
      const inProcess = await appendInProcess(worldOn(database), sessions)
      for (const ways of [1, AT_ONCE]) {
        const rounds = await measure(ways, { bare, inProcess, overHttp })
        rows.push(...rowsOf(ground, ways, rounds))
      }
    })
    return rows
  } finally {
    await Promise.all([served.close(), unserved.close(), bare.close()])
  }
}

async function measure(ways: number, on: { bare: BareInserts; inProcess: Append; overHttp: Append }): Promise<Round[]> {
  const rounds: Round[] = []
  // The first one warms up.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const measured = {
      bare: await rateOf(Math.min(ways, on.bare.atOnce), SLICE_MS, on.bare.insert),
      inProcess: await rateOf(ways, SLICE_MS, on.inProcess),
      overHttp: await rateOf(ways, SLICE_MS, on.overHttp),
    }
    if (round > 0) rounds.push(measured)
  }
  return rounds
}

function rowsOf(ground: Ground, ways: number, rounds: readonly Round[]): Row[] {
  const at = ways === 1 ? 'one at a time' : `${ways} at once`
  const subject = { bench: 'floor', on: ground.name, unit: 'per second' as const }
  const row = (what: string, rate: keyof Round) =>
    middleOf(
      { ...subject, what: `${what}, ${at}` },
      'bare INSERTs',
      rounds.map((one) => ({ measured: one[rate], compared: one.bare })),
    )
  const overHttp = row('append over HTTP', 'overHttp')
  // In one process there is no second server.
  return ground.servers === 1 ? [row('append in process', 'inProcess'), overHttp] : [overHttp]
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
