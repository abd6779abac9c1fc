// npm start: builds the pages that are stale, then runs the server in this process.
import { existsSync } from 'node:fs'
import { endWithNpm } from './end-with-npm.mjs'
import { requireModernNode } from './pinned-node.mjs'

await requireModernNode()
if (existsSync('.env')) process.loadEnvFile('.env')
const { widenThreadPool } = await import('../apps/server/src/guard/thread-pool.ts')
widenThreadPool()
const { buildStale } = await import('./build.mjs')
try {
  const built = await buildStale()
  if (built.length > 0) console.log(`Built ${built.join(' and ')}.`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
const { main } = await import('../apps/server/src/main.ts')
await main(process.env)
endWithNpm()
