import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Ground } from './ground.ts'
import { ask, askAsBrowser } from './http-client.ts'
import { type Installation, startInstallation } from './installation.ts'
import { pageFiles } from './page-files.ts'
import { against, type Row } from './row.ts'

const build = fileURLToPath(new URL('../scripts/build.mjs', import.meta.url))

/** What a browser downloads of HTML, scripts and styles until a page stands: gzipped, and as the server sends it. */
export async function pageWeight(ground: Ground): Promise<Row[]> {
  execFileSync(process.execPath, [build], { stdio: 'ignore' })
  const installation = await startInstallation(ground)
  try {
    return [
      ...(await weigh(installation, 'chat page', `/b/${installation.botId}`)),
      ...(await weigh(installation, 'dashboard, sign-in', '/sign-in', ['sign-in'])),
      ...(await weigh(installation, 'dashboard, conversations', '/conversations', ['conversations-page', 'pick-one'])),
    ]
  } finally {
    await installation.close()
  }
}

async function weigh({ url }: Installation, what: string, page: string, chunks: readonly string[] = []) {
  const read = async (path: string) => {
    const { status, text } = await ask(url(), path, null)
    if (status !== 200) throw new Error(`${path} was answered with ${status}`)
    return text
  }
  const files = await pageFiles(read, page, chunks)
  let [gzipped, sent, plain] = [0, 0, 0]
  for (const [path, text] of files) {
    plain += Buffer.byteLength(text)
    gzipped += gzipSync(text).length
    sent += (await askAsBrowser(url(), path)).bytes
  }
  const subject = { bench: 'page-weight', on: '–', unit: 'bytes' as const }
  const rows: Row[] = [
    against({ ...subject, what: `${what}, ${files.size} files gzipped` }, 'the same not compressed', {
      measured: gzipped,
      compared: plain,
    }),
    against({ ...subject, what: `${what}, as sent to a browser` }, 'the same gzipped', {
      measured: sent,
      compared: gzipped,
    }),
  ]
  return rows
}
