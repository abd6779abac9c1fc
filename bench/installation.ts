import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '../apps/server/src/database/database.ts'
import { openDatabase } from '../apps/server/src/database/open-database.ts'
import { asDana, begin, type CustomerSession } from '../tests/support/api.ts'
import { freePort, type ServerProcess, startServerProcess } from '../tests/support/server-process.ts'
import { adaOn, demoBot, type ServerMember } from '../tests/support/server-team.ts'
import type { Ground } from './ground.ts'

export type Installation = {
  ada: ServerMember
  botId: string
  /** Where it keeps its things; removed when it closes. */
  dataDir: string
  databaseUrl: string | null
  /** The address of the first or, counting on, of any other server; they go round. */
  url: (server?: number) => string
  /** Ends a server at once, as a power cut would. */
  kill: (server?: number) => Promise<void>
  /** Starts one that was killed, at its old address; resolves when it is ready. */
  start: (server?: number) => Promise<void>
  /** Opens the database in this process while all servers are away; they are started again afterwards. */
  whileStopped: (work: (database: Database) => Promise<void>) => Promise<void>
  /** Ends all servers for good; the database stays until `close`. */
  stop: () => Promise<void>
  close: () => Promise<void>
}

/** Real server processes on an empty database, with Ada signed in and the demo bot; `more` adds settings. */
export async function startInstallation(ground: Ground, more: Record<string, string> = {}): Promise<Installation> {
  const dataDir = mkdtempSync(join(tmpdir(), 'baton-bench-'))
  const databaseUrl = (await ground.makeDatabase?.()) ?? null
  const env = {
    DATA_DIR: dataDir,
    BATON_SECRET: randomBytes(32).toString('base64url'),
    ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
    ...more,
  }
  const servers = await startServers(env, ground.servers)
  const stop = async () => {
    await Promise.all(servers.map((server) => server.kill()))
  }
  const close = async () => {
    await stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    return await present({ servers, env, dataDir, databaseUrl, stop, close })
  } catch (error) {
    await close()
    throw error
  }
}

/** Two of them, each on a database of its own. */
export async function startTwo(ground: Ground): Promise<[Installation, Installation]> {
  const first = await startInstallation(ground)
  try {
    return [first, await startInstallation(ground)]
  } catch (error) {
    await first.close()
    throw error
  }
}

type Started = Pick<Installation, 'dataDir' | 'databaseUrl' | 'stop' | 'close'> & {
  servers: ServerProcess[]
  env: Record<string, string>
}

async function present({ servers, env, ...rest }: Started): Promise<Installation> {
  const at = (server: number) => {
    const found = servers[server % servers.length]
    if (found === undefined) throw new Error('an installation has a server')
    return found
  }
  const start = async (server = 0) => {
    servers[server % servers.length] = await startServerProcess({ ...env, PORT: String(at(server).port) })
  }
  const ada = await adaOn(at(0).url)
  const { id: botId } = await demoBot(ada)
  return {
    ...rest,
    ada,
    botId,
    url: (server = 0) => at(server).url,
    kill: (server = 0) => at(server).kill(),
    start,
    whileStopped: async (work) => {
      await rest.stop()
      await withDatabase(rest, work)
      for (const server of servers.keys()) await start(server)
    },
  }
}

/** Opens an installation's database in this process; its servers must be away where it is the embedded one. */
export async function withDatabase(
  { dataDir, databaseUrl }: Pick<Installation, 'dataDir' | 'databaseUrl'>,
  work: (database: Database) => Promise<void>,
): Promise<void> {
  const database = await openDatabase({ dataDir, ...(databaseUrl === null ? {} : { databaseUrl }) })
  try {
    await work(database)
  } finally {
    await database.close()
  }
}

async function startServers(env: Record<string, string>, count: number): Promise<ServerProcess[]> {
  const servers: ServerProcess[] = []
  for (let server = 0; server < count; server += 1) {
    servers.push(await startServerProcess({ ...env, PORT: String(await freePort()) }))
  }
  return servers
}

/** A conversation that Ada holds, so that no bot answers in it. */
export async function heldConversation({ url, botId, ada }: Installation): Promise<CustomerSession> {
  const session = await waitingConversation({ url, botId })
  const claimed = await ada.claim(session.id)
  if (claimed.status !== 200) throw new Error(`claim: ${claimed.status} ${JSON.stringify(claimed.body)}`)
  return session
}

/** A conversation in which Dana has asked for a human and said nothing else. */
export async function waitingConversation(installation: Pick<Installation, 'url' | 'botId'>) {
  const session = await begin(installation.url(), installation.botId)
  const escalated = await asDana(installation.url(), session).escalate()
  if (escalated.status !== 200) throw new Error(`escalate: ${escalated.status} ${JSON.stringify(escalated.body)}`)
  return session
}
