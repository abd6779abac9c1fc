import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export type DatabaseHolder = {
  pid: number
  /** `open`, or the name and message of the error. */
  outcome: string
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>
}

const program = fileURLToPath(new URL('hold-database.ts', import.meta.url))

/** Another process opens the database and keeps it; resolves when it has said how that went. */
export async function holdDatabase(settings: { databaseUrl?: string; dataDir: string }): Promise<DatabaseHolder> {
  const child = spawn(process.execPath, [program, JSON.stringify(settings)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [outcome] = await once(child.stdout, 'data')
  return { pid: child.pid ?? 0, outcome: String(outcome).trim(), kill: () => kill(child) }
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
