import { asDana, begin, type CustomerSession } from '../tests/support/api.ts'
import { type EchoServer, startEchoServer } from './bare-echo.ts'
import { lengthen } from './copy-rows.ts'
import type { Ground } from './ground.ts'
import { heldConversation, type Installation, startInstallation } from './installation.ts'
import { Listener } from './listener.ts'
import { median } from './percentiles.ts'
import { each, rounds } from './rate.ts'
import { alone, middleOf, type Row } from './row.ts'

const SOCKETS = 500
const ROUNDS = 3
const WITHIN_MS = 15_000
/** Length of each conversation, and how much of it each customer has when coming back. */
const EVENTS = 20
const KNOWN = 15

type Round = { oneByOne: number; storm: number; bare: number; away: number }

/**
 * Every customer's socket drops at once because a server is killed, and comes back without any pause: to the same
 * server as soon as it is ready again or, where there are two, to the other.
 */
export async function reconnectStorm(ground: Ground): Promise<Row[]> {
  const installation = await startInstallation(ground)
  const echo = await startEchoServer()
  try {
    const sessions = await openConversations(installation)
    return rowsOf(ground, await rounds(ROUNDS, WITHIN_MS, () => measure(ground, installation, echo, sessions)))
  } finally {
    echo.close()
    await installation.close()
  }
}

async function openConversations(installation: Installation): Promise<CustomerSession[]> {
  const { url, botId, whileStopped } = installation
  const sessions = await each(Array(SOCKETS).fill(null), 8, () => begin(url(), botId))
  const like = await heldConversation(installation)
  await asDana(url(), like).say('x'.repeat(100))
  const ids = sessions.map(({ id }) => id)
  await whileStopped((database) => lengthen(database, ids, { upTo: EVENTS, like: like.id }))
  return sessions
}

async function measure(
  ground: Ground,
  { url, kill, start }: Installation,
  echo: EchoServer,
  sessions: readonly CustomerSession[],
): Promise<Round> {
  const connected: Listener[] = []
  const oneByOne = await duration(async () => {
    for (const session of sessions) connected.push(await comeBack(url(0), session))
  })
  await kill(0)
  for (const listener of connected) listener.cut()
  const away = ground.servers === 1 ? await duration(() => start(0)) : 0
  const storm = await duration(async () => {
    connected.push(...(await Promise.all(sessions.map((session) => comeBack(url(1), session)))))
  })
  for (const listener of connected) listener.cut()
  const bare = await bareStorm(echo)
  if (ground.servers > 1) await start(0)
  return { oneByOne, storm, bare, away }
}

async function comeBack(url: string, { id, token }: CustomerSession): Promise<Listener> {
  const listener = await Listener.open(url, { token })
  let heard = 0
  listener.onEvent = () => (heard += 1)
  const seq = await listener.follow(id, KNOWN)
  if (seq !== EVENTS || heard !== EVENTS - KNOWN) throw new Error(`caught up at ${seq} with ${heard} events`)
  return listener
}

/** As many bare sockets at once, one frame there and back on each. */
async function bareStorm(echo: EchoServer): Promise<number> {
  return duration(async () => {
    const sockets = await Promise.all(
      Array.from({ length: SOCKETS }, async () => {
        const socket = await echo.open()
        await socket.echo()
        return socket
      }),
    )
    for (const socket of sockets) socket.cut()
  })
}

async function duration(work: () => Promise<void>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

function rowsOf(ground: Ground, measured: readonly Round[]): Row[] {
  const subject = { bench: 'reconnect-storm', on: ground.name, unit: 'ms' as const }
  const what = `${SOCKETS} sockets at once, until the last has caught up`
  const row = (of: string, compared: keyof Round) =>
    middleOf(
      { ...subject, what },
      of,
      measured.map((round) => ({ measured: round.storm, compared: round[compared] })),
    )
  const rows = [row('the same one after another', 'oneByOne'), row('as many bare sockets at once', 'bare')]
  if (ground.servers > 1) return rows
  const away = median(measured.map((round) => round.away))
  return [...rows, alone({ ...subject, what: 'a killed server, until it is ready again' }, away)]
}
