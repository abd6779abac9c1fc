import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bot, CreatedWebhook, Page } from '@baton/protocol'
import { Webhook as Verifier } from 'standardwebhooks'
import { expect, test, vi } from 'vitest'
import { asDana, begin, call, signIn } from '../support/api.ts'
import { databaseKinds, preparedDatabase } from '../support/fresh-database.ts'
import { startServerProcess } from '../support/server-process.ts'
import { header, readMail } from './mail-reader.ts'
import { answer, startReceiver } from './webhook-receiver.ts'

test.each(databaseKinds)(
  'WH2: webhook and mail of an escalation go out although the server is killed right after it, on %s',
  async (kind) => {
    const fresh = await preparedDatabase(kind)
    const { dataDir, databaseUrl } = fresh.settings
    const env = { DATA_DIR: dataDir, ALLOW_PRIVATE_WEBHOOKS: 'true', ...(databaseUrl && { DATABASE_URL: databaseUrl }) }
    const there = await startReceiver({ kind: 'hang' })
    const first = await startServerProcess(env)
    const cookie = await signIn(first.url)
    const bots = await call<Page<Bot>>(first.url, '/api/v1/bots', { cookie })
    const botId = bots.body.items[0]?.id ?? ''
    const webhooks = `/api/v1/bots/${botId}/webhooks`
    const wanted = { type: 'conversation.escalated', url: there.url }
    const hook = (await call<CreatedWebhook>(first.url, webhooks, { cookie, body: wanted })).body
    await call(first.url, `${webhooks}/${hook.id}`, { method: 'PATCH', cookie, body: { enabled: true } })
    const dana = await begin(first.url, botId, 'Where is my parcel?')
    const escalated = await asDana(first.url, dana).escalate()
    await first.kill()
    expect(escalated.status).toBe(200)
    there.behave(answer(200))
    const before = there.heard.length

    const second = await startServerProcess({ ...env, PORT: String(first.port) })
    try {
      await vi.waitFor(() => expect(there.heard.length).toBeGreaterThan(before), { timeout: 25_000 })
      const heard = there.heard.at(-1)
      const signed = Object.fromEntries(
        Object.entries(heard?.headers ?? {}).map(([name, value]) => [name, String(value)]),
      )
      const told = new Verifier(hook.secret).verify(heard?.body ?? '', signed)
      expect(told).toMatchObject({ type: 'conversation.escalated', data: { conversation: { id: dana.id } } })
      expect(new Set(there.heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1)

      const folder = join(dataDir, 'outbox')
      const mails = () => (existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.eml')) : [])
      await vi.waitFor(() => expect(mails()).toHaveLength(1), { timeout: 25_000 })
      const mail = readMail(readFileSync(join(folder, mails()[0] ?? ''), 'utf8'))
      expect(header(mail, 'Reply-To')).toContain('dana@example.com')
      expect(mail.text).toContain(`/conversations/${dana.id}`)
    } finally {
      await second.stop()
      await there.stop()
      await fresh.remove()
    }
  },
  90_000,
)
