import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import type { OutboxJob } from '@baton/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../apps/server/src/database/open-database.ts'
import { asDana, begin, type CustomerSession, eventually } from '../support/api.ts'
import { databaseKinds, type FreshDatabase, freshDatabase } from '../support/fresh-database.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { adaOn, demoBot, onServer, type ServerMember } from '../support/server-team.ts'
import { startReceiver } from '../support/webhook-receiver.ts'

const ROUNDS = Number(process.env.BATON_KILL_ROUNDS ?? 20)
const CUSTOMERS = 8

type Told = {
  session: CustomerSession
  acknowledged: Map<string, string>
  unknown: Map<string, string>
  escalated: boolean
}

describe.each(databaseKinds)('kill -9 during traffic on %s', (kind) => {
  let fresh: FreshDatabase
  let env: Record<string, string>
  let server: ServerProcess
  let receiver: Awaited<ReturnType<typeof startReceiver>>
  let botId: string
  let ada: ServerMember

  beforeAll(async () => {
    fresh = await freshDatabase(kind)
    receiver = await startReceiver()
    const { dataDir, databaseUrl } = fresh.settings
    env = { DATA_DIR: dataDir, ALLOW_PRIVATE_WEBHOOKS: 'true', ...(databaseUrl && { DATABASE_URL: databaseUrl }) }
    server = await startServerProcess(env)
    ada = await adaOn(server.url)
    botId = (await demoBot(ada)).id
    const path = `/api/v1/bots/${botId}/webhooks`
    const made = await ada.post<{ id: string }>(path, { type: 'conversation.escalated', url: receiver.url })
    await ada.patch(`${path}/${made.body.id}`, { enabled: true })
  })
  afterAll(async () => {
    await server.kill()
    await fresh.remove()
    await receiver.close()
  })

  /** Says things until the server is gone, and remembers what was acknowledged and what nobody can know. */
  const talk = async (told: Told, until: () => boolean) => {
    const dana = asDana(server.url, told.session)
    while (!until()) {
      const clientId = randomUUID()
      const text = `Message ${clientId}`
      told.unknown.set(clientId, text)
      try {
        const answer = await dana.say(text, clientId)
        if (answer.status !== 201) return
        told.acknowledged.set(clientId, text)
        told.unknown.delete(clientId)
        if (!told.escalated && Math.random() < 0.3) told.escalated = (await dana.escalate()).status === 200
      } catch {
        return
      }
    }
  }

  test(`nothing acknowledged is lost, nothing is doubled, and what was planned is done, ${ROUNDS} rounds`, async () => {
    const everybody: Told[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const told = await Promise.all(
        Array.from({ length: CUSTOMERS }, async (): Promise<Told> => {
          const session = await begin(server.url, botId)
          return { session, acknowledged: new Map(), unknown: new Map(), escalated: false }
        }),
      )
      everybody.push(...told)
      let over = false
      const talking = Promise.all(told.map((one) => talk(one, () => over)))
      await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 400))
      await server.kill()
      over = true
      await talking
      server = await startServerProcess({ ...env, PORT: String(server.port) })
      for (const one of told) await verify(one)
    }
    expect(everybody.some((one) => one.escalated)).toBe(true)
    expect(everybody.reduce((sum, one) => sum + one.acknowledged.size, 0)).toBeGreaterThan(2 * ROUNDS)
    await everythingPlannedIsDone(everybody)
  }, 400_000)

  const verify = async ({ session, acknowledged, unknown }: Told) => {
    const dana = asDana(server.url, session)
    // Whoever got no answer asks again; after that it is there once, whatever had happened.
    for (const [clientId, text] of unknown) {
      const again = await dana.say(text, clientId)
      expect([200, 201]).toContain(again.status)
    }
    const log = await dana.events()
    expect(log.map((event) => event.seq)).toEqual(log.map((_, index) => index + 1))
    const said = log.flatMap((event) =>
      event.type === 'message.sent' && event.actor.kind === 'customer' ? [[event.clientId, event.data.text]] : [],
    )
    expect(new Map(said as [string, string][])).toEqual(new Map([...acknowledged, ...unknown]))
    expect(said).toHaveLength(acknowledged.size + unknown.size)
  }

  const everythingPlannedIsDone = async (everybody: Told[]) => {
    for (const { session, escalated } of everybody) {
      const dana = asDana(server.url, session)
      await eventually(
        'the bot’s answer to what was said last',
        async () => {
          const log = await dana.events()
          const newest = log.findLast((event) => event.type === 'message.sent' && event.actor.kind === 'customer')
          if (newest === undefined) return true
          return log.some((event) => event.type === 'message.sent' && (event.data.answers ?? 0) >= newest.seq)
        },
        60_000,
      )
      if (!escalated) continue
      await eventually(
        'the webhook',
        async () => receiver.about(session.id, 'conversation.escalated').length > 0,
        30_000,
      )
      const ids = new Set(receiver.about(session.id, 'conversation.escalated').map((one) => one.headers['webhook-id']))
      expect(ids.size).toBe(1)
    }
    await hurryDigests()
    for (const { session, escalated } of everybody) {
      if (escalated) await eventually('the mail', async () => mailsAbout(session.id) > 0, 30_000)
    }
  }

  /** So many asked within the hour that most are told of in a digest; its ten minutes are made to be over. */
  const hurryDigests = async () => {
    const waiting = async () => {
      const { body } = await ada.get<{ items: OutboxJob[] }>('/api/v1/outbox/jobs?status=waiting&limit=100')
      return body.items.filter(({ kind, at }) => kind === 'mail' && Date.parse(at) <= Date.now())
    }
    await eventually('the mails that are due', async () => (await waiting()).length === 0, 60_000)
    await server.kill()
    const database = await openDatabase(fresh.settings)
    await database.db
      .updateTable('outbox')
      .set({ due_at: 1 })
      .where('key', 'like', 'mail:mail_digest.%')
      .where('done_at', 'is', null)
      .execute()
    await database.close()
    server = await startServerProcess({ ...env, PORT: String(server.port) })
  }

  const mailsAbout = (conversationId: string) => {
    const folder = joinPath(fresh.settings.dataDir, 'outbox')
    const files = readdirSync(folder).filter((name) => name.endsWith('.eml'))
    return files.filter((name) =>
      readFileSync(joinPath(folder, name), 'utf8')
        .replace(/=\r?\n/g, '')
        .includes(conversationId),
    ).length
  }

  test('a member’s session outlives the kill', async () => {
    expect((await onServer(server.url, ada).get('/api/v1/me')).status).toBe(200)
  })
})
