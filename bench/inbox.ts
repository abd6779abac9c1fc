import { asDana, begin, eventually } from '../tests/support/api.ts'
import { copyConversations, countRows } from './copy-rows.ts'
import type { Ground } from './ground.ts'
import { succeed, timed } from './http-client.ts'
import { heldConversation, type Installation, startInstallation, waitingConversation } from './installation.ts'
import { median } from './percentiles.ts'
import { against, type Row } from './row.ts'

const SMALL = 1_000
const LARGE = 20_000
const REQUESTS = 25
/** What is open does not grow with the history: as many wait and are held in both. */
const WAITING = 20
const HELD = 30
const APART_MS = 60_000

const reads = [
  ['first page of all', '/api/v1/conversations'],
  ['first page of the resolved', '/api/v1/conversations?state=resolved'],
  ['first page of the waiting', '/api/v1/conversations?state=escalated'],
  ['first page of mine', '/api/v1/conversations?mine=true'],
  ['counts', '/api/v1/conversations/counts'],
  ['search that finds nothing', '/api/v1/conversations?q=zebra'],
] as const

/** What members look at all day, with few and with many conversations in the team's history. */
export async function inbox(ground: Ground): Promise<Row[]> {
  const [small, large] = [await startInstallation(ground), await startInstallation(ground)]
  try {
    await fill(small, SMALL)
    await fill(large, LARGE)
    const rows: Row[] = []
    for (const [what, path] of [...reads, ['tenth page of all', tenthPage] as const]) {
      const place = async (installation: Installation) => {
        return { installation, path: typeof path === 'string' ? path : await path(installation) }
      }
      rows.push(await compare(ground, what, { small: await place(small), large: await place(large) }))
    }
    return rows
  } finally {
    await Promise.all([small.close(), large.close()])
  }
}

async function fill(installation: Installation, total: number): Promise<void> {
  const { id: waiting } = await waitingConversation(installation)
  const { id: held } = await heldConversation(installation)
  const { id: resolved } = await heldConversation(installation)
  await installation.ada.handBack(resolved)
  const bot = await answeredConversation(installation)
  const closed = total - WAITING - HELD
  await installation.whileStopped(async (database) => {
    await copyConversations(database, { of: waiting, count: WAITING - 1, apart: APART_MS })
    await copyConversations(database, { of: held, count: HELD - 1, apart: APART_MS })
    await copyConversations(database, { of: resolved, count: closed * 0.6 - 1, apart: APART_MS })
    await copyConversations(database, { of: bot, count: closed * 0.4 - 1, apart: APART_MS })
    await countRows(database)
  })
}

/** One in which the bot has said all it had to say. */
async function answeredConversation({ url, botId }: Installation): Promise<string> {
  const session = await begin(url(), botId, 'What does a claim do?')
  await eventually('the bot’s answer', async () => (await asDana(url(), session).events()).length >= 3)
  return session.id
}

type Place = { installation: Installation; path: string }

/** Both in turn, so that a busy moment of the machine is a busy moment for both. */
async function compare(ground: Ground, what: string, { small, large }: { small: Place; large: Place }): Promise<Row> {
  const times = { small: [] as number[], large: [] as number[] }
  const read = ({ installation, path }: Place) => timed(installation.url(), path, installation.ada)
  for (let request = 0; request < REQUESTS; request += 1) {
    times.small.push(await read(small))
    times.large.push(await read(large))
  }
  const subject = { bench: 'inbox', on: ground.name, unit: 'ms' as const, what: `${what}, ${LARGE} conversations` }
  const pair = { measured: median(times.large), compared: median(times.small) }
  return against(subject, `the same with ${SMALL}`, pair)
}

/** As far as anybody scrolls. */
async function tenthPage({ url, ada }: Installation): Promise<string> {
  let path = '/api/v1/conversations'
  for (let page = 1; page < 10; page += 1) {
    const { nextCursor }: { nextCursor: string } = JSON.parse((await succeed(url(), path, ada)).text)
    path = `/api/v1/conversations?cursor=${encodeURIComponent(nextCursor)}`
  }
  return path
}
