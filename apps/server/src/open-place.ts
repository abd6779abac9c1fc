import { mkdirSync } from 'node:fs'
import { type Config, WrongSetting } from './config.ts'

/** Makes the data directory, for its owner only. Throws `WrongSetting` where that cannot be. */
export function makeDataDir({ dataDir }: Config): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new WrongSetting(`DATA_DIR is wrong: ${JSON.stringify(dataDir)} is not a folder that can be made or used.`, {
      cause: error,
    })
  }
}

type Listener = { listen: (at: { port: number; host: string }) => Promise<unknown> }

/** Listens where the settings say. Throws `WrongSetting` where that cannot be. */
export async function listen(server: Listener, { port, host }: Config): Promise<void> {
  try {
    await server.listen({ port, host })
  } catch (error) {
    const wrong = inTheWay(error, port, host)
    throw wrong === null ? error : new WrongSetting(wrong, { cause: error })
  }
}

function inTheWay(error: unknown, port: number, host: string): string | null {
  switch (error instanceof Error && 'code' in error ? error.code : '') {
    case 'EADDRINUSE':
      return `PORT is wrong: another program listens on ${host}:${port} already. Stop it, or choose another PORT.`
    case 'EACCES':
      return `PORT is wrong: this user may not listen on ${port}. Choose one above 1023.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST is wrong: ${JSON.stringify(host)} is not an address of this machine. 127.0.0.1 and 0.0.0.0 always are.`
    default:
      return null
  }
}
