import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../apps/server/src/main.ts', import.meta.url))

/** Ada, as the unattended first start makes her. */
export const ownerOfServer = { email: 'ada@example.com', password: 'correct horse battery', name: 'Ada' }

export type ServerProcess = {
  url: string
  port: number
  pid: number
  /** What it has printed so far, on both outputs. */
  output: () => string
  /** Ends at once, as a power cut would. */
  kill: () => Promise<void>
  /** SIGTERM; resolves with the exit code. */
  stop: () => Promise<number | null>
}

/** How long a server may take until it is ready, in milliseconds. */
const READY_WITHIN = 60_000

/** Starts the real server as a process of its own. `env` adds to an unattended first start without rate limits. */
export async function startServerProcess(env: Record<string, string>, entry = main): Promise<ServerProcess> {
  if (env.PORT !== undefined) return startOn(Number(env.PORT), env, entry)
  // A port that was free a moment ago may be another test's by now.
  for (let tries = 1; ; tries += 1) {
    try {
      return await startOn(await freePort(), env, entry)
    } catch (error) {
      if (tries === 5 || !String(error).includes('another program listens')) throw error
    }
  }
}

async function startOn(port: number, env: Record<string, string>, entry: string): Promise<ServerProcess> {
  const child = spawn(process.execPath, [entry], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...inherited(),
      PORT: String(port),
      OWNER_EMAIL: ownerOfServer.email,
      OWNER_PASSWORD: ownerOfServer.password,
      OWNER_NAME: ownerOfServer.name,
      TEAM_NAME: 'Ada’s team',
      RATE_LIMITS: 'off',
      LOG_LEVEL: 'warn',
      ...env,
    },
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += String(chunk)))
  const url = `http://127.0.0.1:${port}`
  await untilReady(url, child, () => printed)
  return {
    url,
    port,
    pid: child.pid ?? 0,
    output: () => printed,
    kill: () => ended(child, 'SIGKILL').then(() => undefined),
    stop: () => ended(child, 'SIGTERM'),
  }
}

/** Nothing of the machine's own settings reaches a test's server. */
function inherited() {
  const { PATH, HOME, TMPDIR } = process.env
  return { ...(PATH && { PATH }), ...(HOME && { HOME }), ...(TMPDIR && { TMPDIR }) }
}

async function untilReady(url: string, child: ChildProcess, printed: () => string): Promise<void> {
  const until = Date.now() + READY_WITHIN
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${printed()}`)
    const ready = await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (ready) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  child.kill('SIGKILL')
  throw new Error(`the server was not ready in time:\n${printed()}`)
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve(child.exitCode)
    child.once('exit', (code) => resolve(code))
    child.kill(signal)
  })
}

const given = new Set<number>()

/** A free port that this process has not been given before. */
export async function freePort(): Promise<number> {
  let port = await unusedPort()
  while (given.has(port)) port = await unusedPort()
  given.add(port)
  return port
}

function unusedPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}
