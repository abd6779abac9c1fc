import { readConfig, WrongSetting } from './config.ts'
import { UnusableDatabase } from './database/unusable-database.ts'
import { widenThreadPool } from './guard/thread-pool.ts'
import { startServer } from './start-server.ts'

/** Runs the server until it is told to stop. What the operator can put right is said in one line, without a stack. */
export async function main(env: Record<string, string | undefined>): Promise<void> {
  widenThreadPool()
  try {
    const server = await startServer(readConfig(env), { say: (line) => console.log(line) })
    stopOnSignal(server.stop)
  } catch (error) {
    explain(error)
    process.exit(1)
  }
}

/** Says what went wrong: in one line what the operator can put right, with its stack what is a bug. */
export function explain(error: unknown): void {
  if (error instanceof WrongSetting || error instanceof UnusableDatabase) console.error(error.message)
  else console.error(error)
}

/** The longest a stop may take, in milliseconds. */
const STOP_WITHIN = 9_500

function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false
  const onSignal = () => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), STOP_WITHIN).unref()
    stop().then(
      () => process.exit(0),
      (error) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
}

if (import.meta.main) await main(process.env)
