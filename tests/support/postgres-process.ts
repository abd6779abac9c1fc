import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'

const READY_MS = 30_000

/**
 * Runs the server beside a reader of standard input: when whoever started this shell is gone, however it went, the
 * input ends, and the shell stops the server and removes its folder.
 */
const GUARD = `
folder=$1; shift
"$@" >&2 & server=$!
echo $server
if read -r order; then
  wait $server
  exit 0
fi
kill -QUIT $server 2>/dev/null
wait $server
rm -rf "$folder"
`

export type PostgresProcess = {
  /** A fast shut-down: connections are cut, everything is written. */
  stop(): Promise<void>
  /** SIGKILL to the server and its children. */
  kill(): Promise<void>
  /** SIGSTOP to the server and its children; answers how to let them go on. */
  freeze(): () => void
}

export type PostgresSettings = {
  programs: string
  folder: string
  port: number
  owner: { uid: number; gid: number } | undefined
}

type Guarded = { guard: ChildProcess; pid: number }

/** Starts the server of a cluster and resolves when it answers; rejects with what it said when it does not. */
export async function startPostgres(settings: PostgresSettings): Promise<PostgresProcess> {
  const server = await startGuarded(settings)
  await answering(settings.port, server.pid, () => readFileSync(join(settings.folder, 'log'), 'utf8').slice(-4_000))
  return {
    stop: () => end(server, () => process.kill(server.pid, 'SIGINT')),
    kill: () => end(server, () => signalFamily(server.pid, 'SIGKILL')),
    freeze: () => {
      signalFamily(server.pid, 'SIGSTOP')
      return () => signalFamily(server.pid, 'SIGCONT')
    },
  }
}

async function startGuarded({ programs, folder, port, owner }: PostgresSettings): Promise<Guarded> {
  const listening = ['-p', String(port), '-h', '127.0.0.1', '-k', folder]
  const limits = ['-c', 'max_connections=200', '-c', 'shared_buffers=64MB']
  const command = [join(programs, 'postgres'), '-D', join(folder, 'data'), ...listening, ...limits]
  const log = openSync(join(folder, 'log'), 'a')
  // Detached: the terminal's Ctrl-C must reach the tests, which then close the guard's input, and not the guard.
  const stdio = ['pipe', 'pipe', log] as const
  const guard = spawn('/bin/sh', ['-c', GUARD, 'guard', folder, ...command], {
    cwd: folder,
    detached: true,
    stdio: [...stdio],
    ...owner,
  })
  closeSync(log)
  guard.stdin?.on('error', () => {})
  const line = await firstLine(guard)
  // The guard must not keep alive whoever forgot to stop it.
  guard.unref()
  return { guard, pid: Number(line) }
}

async function firstLine(guard: ChildProcess): Promise<string> {
  if (guard.stdout === null) throw new Error('the guard of PostgreSQL has no output')
  const [line] = await once(guard.stdout, 'data')
  guard.stdout.destroy()
  return String(line)
}

async function answering(port: number, pid: number, said: () => string): Promise<void> {
  for (const giveUpAt = Date.now() + READY_MS; ; await sleep(50)) {
    const client = new Client({ host: '127.0.0.1', port, user: 'baton', database: 'postgres' })
    client.on('error', () => {})
    try {
      await client.connect()
      return await client.end()
    } catch (error) {
      if (!isRunning(pid)) throw new Error(`PostgreSQL ended at once: ${said()}`)
      if (Date.now() > giveUpAt) throw new Error(`PostgreSQL does not answer: ${said()}`, { cause: error })
    }
  }
}

async function end({ guard, pid }: Guarded, signal: () => void): Promise<void> {
  if (guard.exitCode !== null) return
  if (isRunning(pid)) signal()
  const left = once(guard, 'exit')
  guard.ref()
  guard.stdin?.end('leave\n')
  await left
}

/** Children are looked up while the server stands still, so that none is born meanwhile. */
function signalFamily(pid: number, signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
  process.kill(pid, 'SIGSTOP')
  for (const { child } of processTable().filter(({ parent }) => parent === pid)) {
    try {
      process.kill(child, signal)
    } catch {
      // It has ended by itself.
    }
  }
  process.kill(pid, signal)
}

/** One that has ended, but that its parent has not yet taken notice of, still answers to signals; it does not count. */
function isRunning(pid: number): boolean {
  return processTable().some(({ child, state }) => child === pid && !state.startsWith('Z'))
}

type Entry = { child: number; parent: number; state: string }

/** From /proc where there is one: small containers have no ps. */
function processTable(): Entry[] {
  if (process.platform === 'linux') return readdirSync('/proc').flatMap(entryOf)
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' }).trim().split('\n')
  return rows.map((row) => {
    const [child, parent, state] = row.trim().split(/\s+/)
    return { child: Number(child), parent: Number(parent), state: state ?? '' }
  })
}

function entryOf(name: string): Entry[] {
  try {
    // The program's name is in brackets and may hold anything; after it come the state and the parent.
    const [state, parent] = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return [{ child: Number(name), parent: Number(parent), state: state ?? '' }]
  } catch {
    return []
  }
}
