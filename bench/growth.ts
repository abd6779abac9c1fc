import { randomUUID } from 'node:crypto'
import { asDana, type CustomerSession } from '../tests/support/api.ts'
import { lengthen, settle } from './copy-rows.ts'
import type { Ground } from './ground.ts'
import { succeed, timed } from './http-client.ts'
import { heldConversation, type Installation, startInstallation } from './installation.ts'
import { Listener } from './listener.ts'
import { undisturbed } from './percentiles.ts'
import { rounds } from './rate.ts'
import { against, type Row } from './row.ts'

const SHORT = 100
const LONG = 20_000
const WARMING = 5
const TIMES = 40
const WITHIN_MS = 3_000

type Act = (session: CustomerSession) => Promise<number>

/** What one conversation costs when it is short, and when it has become very long. */
export async function growth(ground: Ground): Promise<Row[]> {
  const installation = await startInstallation(ground)
  try {
    const [short, long] = [await talked(installation), await talked(installation)]
    await installation.whileStopped(async (database) => {
      await lengthen(database, [short.id], { upTo: SHORT, like: short.id })
      await lengthen(database, [long.id], { upTo: LONG, like: long.id })
      await settle(database)
    })
    const rows: Row[] = []
    for (const [what, act] of acts(installation)) rows.push(await compare(ground, what, act, { short, long }))
    return rows
  } finally {
    await installation.close()
  }
}

async function talked(installation: Installation): Promise<CustomerSession> {
  const session = await heldConversation(installation)
  await asDana(installation.url(), session).say('x'.repeat(100))
  await installation.ada.say(session.id, 'x'.repeat(100))
  return session
}

function acts({ url, ada }: Installation): [string, Act][] {
  const last = async ({ id }: CustomerSession) => {
    const { lastSeq }: { lastSeq: number } = JSON.parse((await succeed(url(), `/api/v1/conversations/${id}`, ada)).text)
    return lastSeq
  }
  const openAsMember: Act = async (session) => {
    const before = (await last(session)) + 1
    return timed(url(), `/api/v1/conversations/${session.id}/events?before=${before}&limit=50`, ada)
  }
  const append: Act = ({ id, token }) => {
    const body = { clientId: randomUUID(), text: 'x'.repeat(100) }
    return timed(url(), `/api/channel/v1/conversations/${id}/messages`, { token }, body)
  }
  const followOn: Act = async (session) => {
    const after = (await last(session)) - 10
    const listener = await Listener.open(url(), session)
    const from = performance.now()
    await listener.follow(session.id, after)
    const ms = performance.now() - from
    listener.cut()
    return ms
  }
  return [
    ['open the newest 50 events', openAsMember],
    ['append a message', append],
    ['follow on from 10 events ago', followOn],
  ]
}

/** Both in turn, so that a busy moment of the machine is a busy moment for both. */
async function compare(
  ground: Ground,
  what: string,
  act: Act,
  { short, long }: { short: CustomerSession; long: CustomerSession },
): Promise<Row> {
  for (const session of [short, long]) await rounds(WARMING, WITHIN_MS, () => act(session))
  const times = await rounds(TIMES, WITHIN_MS, async () => ({ short: await act(short), long: await act(long) }))
  const pair = {
    measured: undisturbed(times.map((one) => one.long)),
    compared: undisturbed(times.map((one) => one.short)),
  }
  const subject = { bench: 'growth', on: ground.name, unit: 'ms' as const, what: `${what}, ${LONG} events` }
  return against(subject, `the same with ${SHORT}`, pair)
}
