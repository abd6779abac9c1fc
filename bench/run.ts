import { cpus, loadavg } from 'node:os'
import { type Cluster, startCluster } from '../tests/support/postgres-cluster.ts'
import { claimStorm } from './claim-storm.ts'
import { delivery } from './delivery.ts'
import { floor } from './floor.ts'
import { type Ground, groundsOn } from './ground.ts'
import { growth } from './growth.ts'
import { inbox } from './inbox.ts'
import { pageWeight } from './page-weight.ts'
import { reconnectStorm } from './reconnect-storm.ts'
import { save, table } from './report.ts'
import type { Row } from './row.ts'
import { webhooks } from './webhooks.ts'

/** No bench is begun later than this after the start, in milliseconds. */
const LAST_START = 4.75 * 60_000

type Bench = { measure: (ground: Ground) => Promise<Row[]>; on: (ground: Ground) => boolean }

const everywhere = () => true
const oneServer = ({ servers }: Ground) => servers === 1
const embedded = ({ makeDatabase }: Ground) => makeDatabase === null

const benches: Record<string, Bench> = {
  'page-weight': { measure: pageWeight, on: embedded },
  growth: { measure: growth, on: oneServer },
  inbox: { measure: inbox, on: oneServer },
  floor: { measure: floor, on: everywhere },
  delivery: { measure: delivery, on: everywhere },
  'claim-storm': { measure: claimStorm, on: everywhere },
  webhooks: { measure: webhooks, on: oneServer },
  'reconnect-storm': { measure: reconnectStorm, on: everywhere },
}

/** `node bench/run.ts [NAME …] [--save]`. Prints the table; ends with 1 when a bench failed or was left out. */
async function main(words: readonly string[]): Promise<number> {
  const names = words.filter((word) => !word.startsWith('--'))
  const unknown = names.filter((name) => benches[name] === undefined)
  if (unknown.length > 0) {
    console.error(`There is no bench ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`)
    return 1
  }
  const cluster = await startCluster()
  try {
    const { rows, missing } = await runAll(names.length > 0 ? names : Object.keys(benches), cluster)
    console.log(`\n${table(rows)}\n`)
    console.log(`${cpus().length} cores for clients, servers and databases together; load ${loadavg()[0]?.toFixed(1)}.`)
    for (const line of missing) console.log(`NOT MEASURED: ${line}`)
    if (words.includes('--save')) console.log(`Kept in ${save(rows)}`)
    return missing.length === 0 ? 0 : 1
  } finally {
    await cluster?.stop()
  }
}

async function runAll(names: readonly string[], cluster: Cluster | null) {
  const rows: Row[] = []
  const missing: string[] = []
  // Ground by ground: where time runs out there is at least everything about one of them.
  for (const ground of groundsOn(cluster)) {
    for (const name of names.filter((one) => benches[one]?.on(ground))) {
      const outcome = await runOne(name, ground)
      if (typeof outcome === 'string') missing.push(`${name} on ${ground.name}: ${outcome}`)
      else rows.push(...outcome)
    }
  }
  return { rows: Object.keys(benches).flatMap((name) => rows.filter(({ bench }) => bench === name)), missing }
}

/** The rows of one bench on one ground, or why there are none. */
async function runOne(name: string, ground: Ground): Promise<Row[] | string> {
  if (performance.now() > LAST_START) return 'there was no time left'
  const from = performance.now()
  try {
    return (await benches[name]?.measure(ground)) ?? []
  } catch (error) {
    console.error(error)
    return error instanceof Error ? error.message : String(error)
  } finally {
    console.error(`${name} on ${ground.name}: ${((performance.now() - from) / 1000).toFixed(0)} s`)
  }
}

process.exit(await main(process.argv.slice(2)))
