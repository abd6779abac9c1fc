import { openDatabase } from '../../apps/server/src/database/open-database.ts'

// Run as a process of its own: opens the database that its argument describes, says how that went, and holds it
// until it is killed.
const settings: { databaseUrl?: string; dataDir: string } = JSON.parse(process.argv[2] ?? '')
try {
  await openDatabase(settings)
  process.stdout.write('open\n')
  setInterval(() => {}, 60_000)
} catch (error) {
  process.stdout.write(`${error instanceof Error ? `${error.name}: ${error.message}` : error}\n`)
}
