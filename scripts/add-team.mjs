// npm run add-team: one team more, for the operator; see docs/accounts.md.
import { existsSync } from 'node:fs'
import { requireModernNode } from './pinned-node.mjs'

await requireModernNode()
if (existsSync('.env')) process.loadEnvFile('.env')
const { main } = await import('../apps/server/src/add-team.ts')
await main(process.env)
