import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../apps/server/src/database/open-database.ts'
import { startReceiver } from '../contract/webhook-receiver.ts'
import { scope, seedTeam, webhookManagement, webhookSecret } from '../contract/webhook-scene.ts'
import { databaseKinds, freshDatabase } from '../support/fresh-database.ts'

const child = fileURLToPath(new URL('../support/webhook-child.ts', import.meta.url))
const steps = [
  ...['half written', 'written', 'committed', 'acknowledged', 'taken', 'read', 'connecting', 'sent', 'answered'],
  ...['recorded', 'done'],
]
/** Each step once; `WEBHOOK_KILLS=200` for the whole proof. */
const rounds = Number(process.env.WEBHOOK_KILLS ?? steps.length)

describe.each(databaseKinds)('kill -9 while webhooks are sent on %s', (kind) => {
  test('WH2, WH4: killed at every step, a server has told every event that came about at least once, always under the same id', async () => {
    const fresh = await freshDatabase(kind)
    let running: ChildProcess | null = null
    let dieAt = ''
    const there = await startReceiver()
    there.onHeard(() => {
      if (dieAt === 'sent') running?.kill('SIGKILL')
    })
    const acknowledged: string[] = []
    try {
      const database = await openDatabase(fresh.settings)
      await seedTeam(database)
      const manage = webhookManagement(database)
      const hook = await manage.create(scope, { type: 'conversation.started', url: there.url })
      if ('no' in hook) throw new Error(hook.no)
      await manage.patch(scope, hook.id, { enabled: true })
      await database.close()
      const run = async (step: string) => {
        dieAt = step
        const { dataDir, databaseUrl } = fresh.settings
        const parameters = [child, dataDir, webhookSecret, scope.botId, scope.teamId, step]
        if (databaseUrl !== undefined) parameters.push(databaseUrl)
        running = spawn(process.execPath, parameters, { stdio: ['ignore', 'pipe', 'inherit'] })
        running.stdout?.on('data', (id) => acknowledged.push(String(id).trim()))
        await new Promise((resolve) => running?.on('close', resolve))
        expect(running.signalCode).toBe('SIGKILL')
        // As if the fifteen seconds of a dead server's lease had gone by, and the pause after a failure.
        const between = await openDatabase(fresh.settings)
        await between.db.updateTable('outbox').set({ lease_until: 1, due_at: 1 }).where('done_at', 'is', null).execute()
        await between.close()
      }
      for (let round = 0; round < rounds; round += 1) await run(steps[round % steps.length] ?? '')
      await run('done')

      const after = await openDatabase(fresh.settings)
      const events = await after.db.selectFrom('events').select('conversation_id').where('seq', '=', 1).execute()
      const rows = await after.db.selectFrom('webhook_deliveries').selectAll().execute()
      await after.close()
      const told = there.heard.map(({ headers, body }) => ({ id: headers['webhook-id'], body: JSON.parse(body) }))
      const toldOf = new Map<string, Set<unknown>>()
      for (const { id, body } of told) {
        expect(body.id).toBe(id)
        const conversation = body.data.conversation.id
        toldOf.set(conversation, (toldOf.get(conversation) ?? new Set()).add(id))
      }
      const began = events.map(({ conversation_id }) => conversation_id)
      expect(began).toEqual(expect.arrayContaining(acknowledged))
      expect([...toldOf.keys()].sort()).toEqual(began.sort())
      expect([...toldOf.values()].filter((ids) => ids.size !== 1)).toEqual([])
      expect(rows.map(({ status }) => status)).toEqual(rows.map(() => 'delivered'))
      if (process.env.WEBHOOK_KILLS) {
        console.log(
          `${rounds} kills on ${kind}: ${began.length} events (${acknowledged.length} acknowledged), ${told.length} deliveries`,
        )
      }
    } finally {
      await there.stop()
      await fresh.remove()
    }
  }, 900_000)
})
