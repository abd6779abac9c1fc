import { randomUUID } from 'node:crypto'
import { asDana, type CustomerSession } from '../tests/support/api.ts'
import { countRows, lengthen } from './copy-rows.ts'
import type { Ground } from './ground.ts'
import { succeed, timed } from './http-client.ts'
import { heldConversation, type Installation, startInstallation } from './installation.ts'
import { Listener } from './listener.ts'
import { median } from './percentiles.ts'
import { against, type Row } from './row.ts'

const SHORT = 100
const LONG = 20_000
const TIMES = 40

type Act = (session: CustomerSession) => Promise<number>

/** What one conversation costs when it is short, and when it has become very long. */
export async function growth(ground: Ground): Promise<Row[]> {
  const installation = await startInstallation(ground)
  try {
    const [short, long] = [await talked(installation), await talked(installation)]
    await installation.whileStopped(async (database) => {
      await lengthen(database, [short.id], { upTo: SHORT, like: short.id })
      await lengthen(database, [long.id], { upTo: LONG, like: long.id })
      await countRows(database)
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
  const times = { short: [] as number[], long: [] as number[] }
  for (let time = 0; time < TIMES; time += 1) {
    times.short.push(await act(short))
    times.long.push(await act(long))
  }
  const subject = { bench: 'growth', on: ground.name, unit: 'ms' as const, what: `${what}, ${LONG} events` }
  return against(subject, `the same with ${SHORT}`, { measured: median(times.long), compared: median(times.short) })
}
