import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const source = (path: string) => new URL(`../../apps/server/src/${path}`, import.meta.url).href

/** What somebody writes at the top of a power-up of their own, with addresses that hold from anywhere. */
export const imports = `import { z } from '${import.meta.resolve('zod')}'
import { definePowerUp } from '${source('power-ups/power-up.ts')}'
import { notifyEmails } from '${source('power-ups/notify-emails.ts')}'
`

/** A folder with the shipped power-ups and these files beside them, and a program that starts the server with it. */
export async function writePowerUps(files: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), 'power-ups-'))
  const catalogue = join(folder, 'catalogue')
  await mkdir(catalogue)
  const shipped = ['talk-to-a-human.ts', 'collect-a-lead.ts'].map((name): [string, string] => {
    return [name, `export { default } from '${source(`power-ups/catalogue/${name}`)}'\n`]
  })
  for (const [name, text] of [...shipped, ...Object.entries(files)]) await writeFile(join(catalogue, name), text)
  const entry = join(folder, 'start.ts')
  await writeFile(
    entry,
    `import { readConfig } from '${source('config.ts')}'
import { startServer } from '${source('start-server.ts')}'
const powerUps = new URL('./catalogue/', import.meta.url)
await startServer(readConfig(process.env), { say: (line) => console.log(line), powerUps })
`,
  )
  return { entry, remove: () => rm(folder, { recursive: true, force: true }) }
}
