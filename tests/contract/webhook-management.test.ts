import { WebhookPayload } from '@baton/protocol'
import { Webhook as Verifier } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { hour, starts } from '../support/cast.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { answer, type Receiver, startReceiver } from './webhook-receiver.ts'
import { scope, secrets, type WebhookScene, webhookScene } from './webhook-scene.ts'

const started = 'conversation.started' as const

describe.each(databaseKinds)('the webhooks of a bot on %s', (kind) => {
  let server: WebhookScene
  let there: Receiver

  beforeEach(async () => {
    server = await webhookScene(kind)
    there = await startReceiver()
  })
  afterEach(async () => {
    await server.end()
    await there.stop()
  })

  const create = async (url = 'https://hooks.example.com/baton') => {
    const created = await server.manage.create(scope, { type: started, url })
    if ('no' in created) throw new Error(created.no)
    return created
  }
  const delivered = (count: number) => vi.waitFor(() => expect(there.heard).toHaveLength(count))
  const verifies = (secret: string, index: number) => {
    const heard = there.heard[index]
    if (heard === undefined) throw new Error('nothing was heard')
    const headers = {
      'webhook-id': String(heard.headers['webhook-id']),
      'webhook-timestamp': String(heard.headers['webhook-timestamp']),
      'webhook-signature': String(heard.headers['webhook-signature']),
    }
    // The library compares with the real clock; the signature is the subject here.
    vi.useFakeTimers({ now: Number(headers['webhook-timestamp']) * 1000, toFake: ['Date'] })
    try {
      new Verifier(secret).verify(heard.body, headers)
      return true
    } catch {
      return false
    } finally {
      vi.useRealTimers()
    }
  }

  test('a new webhook is switched off until somebody switches it on', async () => {
    const created = await create()
    expect(created).toMatchObject({
      type: started,
      url: 'https://hooks.example.com/baton',
      enabled: false,
      disabledReason: null,
    })
    expect(await server.manage.patch(scope, created.id, { enabled: true })).toMatchObject({ enabled: true })
  })

  test('WH29: the secret has 32 random bytes, is shown once, and stands encrypted in the database', async () => {
    const [one, two] = [await create(), await create()]
    expect(one.secret).toMatch(/^whsec_/)
    expect(Buffer.from(one.secret.slice(6), 'base64')).toHaveLength(32)
    expect(one.secret).not.toBe(two.secret)
    expect(await server.manage.get(scope, one.id)).not.toHaveProperty('secret')
    expect(await server.manage.patch(scope, one.id, { enabled: true })).not.toHaveProperty('secret')
    expect(JSON.stringify(await server.manage.list(scope, { limit: 50 }))).not.toContain('whsec_')
    const dump = JSON.stringify(await server.database.db.selectFrom('webhooks').selectAll().execute())
    expect(dump).not.toContain(one.secret.slice(6, 30))
    const row = await server.database.db
      .selectFrom('webhooks')
      .selectAll()
      .where('id', '=', one.id)
      .executeTakeFirstOrThrow()
    expect(secrets.open(row.secret_encrypted)).toBe(one.secret)
  })

  test.each(['nonsense', 'ftp://hooks.example.com/', 'https://user:secret@hooks.example.com/'])(
    'WH21: %s is refused when creating and when changing, with the reason',
    async (url) => {
      expect(await server.manage.create(scope, { type: started, url })).toMatchObject({
        no: 'url_not_allowed',
        reason: expect.any(String),
      })
      const { id } = await create()
      expect(await server.manage.patch(scope, id, { url, enabled: true })).toMatchObject({ no: 'url_not_allowed' })
      expect(await server.manage.get(scope, id)).toMatchObject({
        url: 'https://hooks.example.com/baton',
        enabled: false,
      })
    },
  )

  test('a bot has at most fifty', async () => {
    for (let count = 0; count < 50; count += 1) await create()
    expect(await server.manage.create(scope, { type: started, url: there.url })).toEqual({
      no: 'too_many_webhooks',
      most: 50,
    })
  })

  test('they are listed oldest first, page by page', async () => {
    const ids: string[] = []
    for (let count = 0; count < 5; count += 1) {
      ids.push((await create()).id)
      server.clock.now += 1
    }
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await server.manage.list(scope, { limit: 2, cursor })
      if ('no' in page) throw new Error(page.no)
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(ids)
  })

  test('a deleted webhook is gone for everybody', async () => {
    const { id } = await create()
    expect(await server.manage.delete(scope, id)).toBeNull()
    expect(await server.manage.get(scope, id)).toEqual({ no: 'not_found' })
    expect(await server.manage.delete(scope, id)).toEqual({ no: 'not_found' })
    expect(await server.manage.list(scope, { limit: 10 })).toEqual({ items: [], nextCursor: null })
  })

  test.each([
    ['another team', { teamId: 'team_other', botId: scope.botId }],
    ['another bot of the team', { teamId: scope.teamId, botId: 'bot_second' }],
    ['another team’s bot', { teamId: 'team_other', botId: 'bot_other' }],
  ])('WH31: %s finds nothing and changes nothing', async (_, foreign) => {
    const hook = await server.endpoint(there.url)
    await server.commit(starts())
    await delivered(1)
    await vi.waitFor(async () => expect((await server.delivery(hook.id)).status).toBe('delivered'))
    const delivery = await server.delivery(hook.id)
    const { manage } = server
    const before = await server.database.db.selectFrom('webhooks').selectAll().execute()
    const tries = await Promise.all([
      manage.get(foreign, hook.id),
      manage.patch(foreign, hook.id, { enabled: false, url: 'https://evil.example/' }),
      manage.delete(foreign, hook.id),
      manage.rotateSecret(foreign, hook.id),
      manage.test(foreign, hook.id),
      manage.deliveries(foreign, hook.id, { limit: 10 }),
      manage.redeliver(foreign, hook.id, delivery.id),
    ])
    expect(tries).toEqual(tries.map(() => ({ no: 'not_found' })))
    expect(await server.database.db.selectFrom('webhooks').selectAll().execute()).toEqual(before)
    expect(await server.rows()).toHaveLength(1)
    const list = await manage.list(foreign, { limit: 10 })
    expect('no' in list ? [] : list.items).toEqual([])
  })

  test('WH31: a delivery of another webhook cannot be sent again through one’s own', async () => {
    const [one, two] = [await server.endpoint(there.url), await create(there.url)]
    await server.commit(starts())
    await delivered(1)
    const { id } = await server.delivery(one.id)
    expect(await server.manage.redeliver(scope, two.id, id)).toEqual({ no: 'not_found' })
  })

  test('a deleted bot has no webhooks any more', async () => {
    const { id } = await create()
    await server.database.db.updateTable('bots').set({ deleted_at: 1 }).where('id', '=', scope.botId).execute()
    expect(await server.manage.get(scope, id)).toEqual({ no: 'not_found' })
    expect(await server.manage.list(scope, { limit: 10 })).toEqual({ no: 'not_found' })
    expect(await server.manage.create(scope, { type: started, url: there.url })).toEqual({ no: 'not_found' })
  })

  test('WH24: after a rotation deliveries verify with both secrets for a day, and then with the new one only', async () => {
    const hook = await server.endpoint(there.url)
    const rotated = await server.manage.rotateSecret(scope, hook.id)
    if ('no' in rotated) throw new Error(rotated.no)
    expect(rotated.secret).not.toBe(hook.secret)
    server.clock.now += 24 * hour - 1_000
    await server.commit(starts())
    await delivered(1)
    expect([verifies(hook.secret, 0), verifies(rotated.secret, 0)]).toEqual([true, true])
    server.clock.now += 1_000
    await server.commit(starts())
    await delivered(2)
    expect([verifies(hook.secret, 1), verifies(rotated.secret, 1)]).toEqual([false, true])
  })

  test('WH25: a test goes to a disabled webhook too, signed, and says that it is one', async () => {
    const hook = await create(there.url)
    const sent = await server.manage.test(scope, hook.id)
    expect(sent).toMatchObject({ type: started, conversationId: null })
    await delivered(1)
    expect(WebhookPayload.parse(JSON.parse(there.heard[0]?.body ?? ''))).toMatchObject({ test: true, type: started })
    expect(verifies(hook.secret, 0)).toBe(true)
    await vi.waitFor(async () => expect((await server.delivery(hook.id)).status).toBe('delivered'))
  })

  test('WH25: a test is tried once', async () => {
    there.behave(answer(500))
    const hook = await create(there.url)
    await server.manage.test(scope, hook.id)
    await vi.waitFor(async () => expect((await server.delivery(hook.id)).status).toBe('failed'))
    expect(await server.delivery(hook.id)).toMatchObject({
      attempts: 1,
      nextAttemptAt: null,
      lastAttempt: { responseStatus: 500 },
    })
  })

  test('WH26: a failed delivery can be sent again: the same message, with all retries before it', async () => {
    there.behave(answer(500))
    const hook = await server.endpoint(there.url)
    await server.commit(starts())
    for (let tried = 1; tried <= 10; tried += 1) {
      await vi.waitFor(async () => expect((await server.delivery(hook.id)).attempts).toBe(tried))
      server.clock.now = Date.parse((await server.delivery(hook.id)).nextAttemptAt ?? '') || server.clock.now
    }
    await vi.waitFor(async () => expect((await server.delivery(hook.id)).status).toBe('failed'))
    const { id, messageId } = await server.delivery(hook.id)
    expect(await server.manage.redeliver(scope, hook.id, id)).toMatchObject({ id, messageId, status: 'waiting' })
    await vi.waitFor(async () => expect((await server.delivery(hook.id)).attempts).toBe(11))
    expect(await server.delivery(hook.id)).toMatchObject({ status: 'waiting' })
    const { nextAttemptAt } = await server.delivery(hook.id)
    expect(Date.parse(nextAttemptAt ?? '')).toBe(server.clock.now + 5_000)
    there.behave(answer(200))
    server.clock.now += 5_000
    await vi.waitFor(async () => expect((await server.delivery(hook.id)).status).toBe('delivered'))
    expect(new Set(there.heard.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([messageId]))
  })

  test('WH26: sending again takes the place of the retry that was waiting, also when asked for twice', async () => {
    there.behave(answer(500), answer(200))
    const hook = await server.endpoint(there.url)
    await server.commit(starts())
    await vi.waitFor(async () => expect((await server.delivery(hook.id)).attempts).toBe(1))
    const { id } = await server.delivery(hook.id)
    await server.manage.redeliver(scope, hook.id, id)
    await vi.waitFor(async () => expect((await server.delivery(hook.id)).status).toBe('delivered'))
    server.clock.now += 30 * hour
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(there.heard).toHaveLength(2)
    const jobs = await server.database.db.selectFrom('outbox').select(['done_at']).execute()
    expect(jobs.every(({ done_at }) => done_at !== null)).toBe(true)
  })

  test('WH26: a delivered one can be sent again; a disabled webhook must be switched on first', async () => {
    const hook = await server.endpoint(there.url)
    await server.commit(starts())
    await vi.waitFor(async () => expect((await server.delivery(hook.id)).status).toBe('delivered'))
    const { id } = await server.delivery(hook.id)
    await server.manage.patch(scope, hook.id, { enabled: false })
    expect(await server.manage.redeliver(scope, hook.id, id)).toEqual({ no: 'webhook_disabled' })
    await server.manage.patch(scope, hook.id, { enabled: true })
    await server.manage.redeliver(scope, hook.id, id)
    await delivered(2)
    expect(there.heard[1]?.body).toBe(there.heard[0]?.body)
  })

  test('a changed URL is where waiting deliveries go', async () => {
    there.behave(answer(500))
    const elsewhere = await startReceiver()
    const hook = await server.endpoint(there.url)
    await server.commit(starts())
    await vi.waitFor(async () => expect((await server.delivery(hook.id)).attempts).toBe(1))
    await server.manage.patch(scope, hook.id, { url: elsewhere.url })
    server.clock.now += 10_000
    await vi.waitFor(() => expect(elsewhere.heard).toHaveLength(1))
    await elsewhere.stop()
  })

  test('the delivery log is read newest first, page by page', async () => {
    const hook = await server.endpoint(there.url)
    const conversations: string[] = []
    for (let count = 0; count < 5; count += 1) {
      conversations.unshift((await server.commit(starts())).after.id)
      server.clock.now += 1
    }
    await delivered(5)
    const seen: (string | null)[] = []
    let cursor: string | undefined
    do {
      const page = await server.manage.deliveries(scope, hook.id, { limit: 2, cursor })
      if ('no' in page) throw new Error(page.no)
      seen.push(...page.items.map(({ conversationId }) => conversationId))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(conversations)
  })
})
