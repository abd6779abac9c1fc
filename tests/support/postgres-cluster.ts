import { execFileSync } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { findPostgres, OLDEST_VERSION } from './postgres-binaries.ts'
import { createDatabase } from './postgres-databases.ts'
import { type PostgresProcess, startPostgres } from './postgres-process.ts'

export type Cluster = {
  /** An address of the server with the right to create databases. */
  adminUrl: string
  /** The address of a fresh, empty database. */
  createDatabase(): Promise<string>
  /** Ends the server, and removes everything it has left on disk. */
  stop(): Promise<void>
  /** Ends the server and all its children as a power cut would; `restart` brings it back with what was committed. */
  kill(): Promise<void>
  /** Stops the server if it runs, cutting its connections, and starts it again at the same address. */
  restart(): Promise<void>
  /** Freezes the server and its children, so that connections stay open and nothing answers; answers how to thaw it. */
  freeze(): () => void
}

let complained = false

/**
 * Starts a private PostgreSQL from this machine's programs, on 127.0.0.1 and durable as in production. It ends with
 * this process, also when that is killed. Answers null, and says so once, where there is no PostgreSQL to start.
 */
export async function startCluster(): Promise<Cluster | null> {
  const programs = findPostgres()
  if (programs === undefined) return complainOnce()
  const owner = ordinaryOwner()
  const folder = makeFolder(owner)
  try {
    const flags = ['-D', join(folder, 'data'), '-U', 'baton', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync']
    execFileSync(join(programs, 'initdb'), flags, { cwd: folder, stdio: 'pipe', ...owner })
    const port = await freePort()
    const start = () => startPostgres({ programs, folder, port, owner })
    return present(folder, `postgres://baton@127.0.0.1:${port}/postgres`, await start(), start)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

function present(
  folder: string,
  adminUrl: string,
  first: PostgresProcess,
  start: () => Promise<PostgresProcess>,
): Cluster {
  let server = first
  return {
    adminUrl,
    createDatabase: () => createDatabase(adminUrl),
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
    kill: () => server.kill(),
    restart: async () => {
      await server.stop()
      server = await start()
    },
    freeze: () => server.freeze(),
  }
}

function complainOnce(): null {
  if (!complained) {
    process.stderr.write(
      `\n*** No PostgreSQL ${OLDEST_VERSION} or newer was found on this machine: everything that needs it is NOT TESTED. ***\n` +
        '*** Install one, or name a server in BATON_TEST_POSTGRES_URL. ***\n\n',
    )
  }
  complained = true
  return null
}

type Owner = { uid: number; gid: number } | undefined

/** PostgreSQL refuses to run as root: then it runs as a user who has no rights here. */
function ordinaryOwner(): Owner {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    try {
      return { uid: idOf('-u', name), gid: idOf('-g', name) }
    } catch {
      // This machine has no such user; the next one will do.
    }
  }
  throw new Error('PostgreSQL cannot run as root, and there is no user postgres or nobody to run it as')
}

function idOf(kind: '-u' | '-g', name: string): number {
  return Number(execFileSync('id', [kind, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
}

/** In /tmp itself: other users must be able to enter it, and a socket's path may be no longer than 107 bytes. */
function makeFolder(owner: Owner): string {
  const folder = mkdtempSync('/tmp/baton-postgres-')
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid)
  return folder
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
