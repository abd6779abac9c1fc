import { toCursor } from '../apps/server/src/store/cursors.ts'
import { asDana, begin, eventually } from '../tests/support/api.ts'
import { copyConversations, settle } from './copy-rows.ts'
import type { Ground } from './ground.ts'
import { timed } from './http-client.ts'
import { heldConversation, type Installation, startTwo, waitingConversation } from './installation.ts'
import { undisturbed } from './percentiles.ts'
import { rounds } from './rate.ts'
import { against, type Row } from './row.ts'

const SMALL = 1_000
const LARGE = 20_000
const WARMING = 3
const REQUESTS = 24
const WITHIN_MS = 3_000
/** What is open does not grow with the history: as many wait and are held in both. */
const WAITING = 20
const HELD = 30
const APART_MS = 60_000

const reads: [string, (total: number) => string][] = [
  ['first page of all', () => '/api/v1/conversations'],
  ['a page in the middle of all', (total) => `/api/v1/conversations?cursor=${middle(total)}`],
  ['first page of the resolved', () => '/api/v1/conversations?state=resolved'],
  ['first page of the waiting', () => '/api/v1/conversations?state=escalated'],
  ['first page of mine', () => '/api/v1/conversations?mine=true'],
  ['counts', () => '/api/v1/conversations/counts'],
  ['search that finds nothing', () => '/api/v1/conversations?q=zebra'],
]

/** Half of the conversations are newer than this: two kinds of them lie side by side in time. */
const middle = (total: number) => toCursor([Date.now() - (total / 4) * APART_MS, ''])

/** What members look at all day, with few and with many conversations in the team's history. */
export async function inbox(ground: Ground): Promise<Row[]> {
  const [small, large] = await startTwo(ground)
  try {
    await fill(small, SMALL)
    await fill(large, LARGE)
    const rows: Row[] = []
    for (const [what, path] of reads) {
      const places = {
        small: { installation: small, path: path(SMALL) },
        large: { installation: large, path: path(LARGE) },
      }
      rows.push(await compare(ground, what, places))
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
    await settle(database)
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
  const read = ({ installation, path }: Place) => timed(installation.url(), path, installation.ada)
  for (const place of [small, large]) await rounds(WARMING, WITHIN_MS, () => read(place))
  const times = await rounds(REQUESTS, WITHIN_MS, async () => ({ small: await read(small), large: await read(large) }))
  const subject = { bench: 'inbox', on: ground.name, unit: 'ms' as const, what: `${what}, ${LARGE} conversations` }
  const pair = {
    measured: undisturbed(times.map((one) => one.large)),
    compared: undisturbed(times.map((one) => one.small)),
  }
  return against(subject, `the same with ${SMALL}`, pair)
}
