import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openOutboxJobs } from '../../apps/server/src/store/outbox-jobs.ts'
import { starts } from '../support/cast.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { answer, type Receiver, startReceiver } from './webhook-receiver.ts'
import { scope, type WebhookScene, webhookScene } from './webhook-scene.ts'

const { teamId } = scope
const over = answer(500, { 'webhook-delivery': 'abort-message' })

describe.each(databaseKinds)('deliveries on the outbox page on %s', (kind) => {
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
  const jobs = () => openOutboxJobs(server.database)
  const failed = async () => (await jobs().list({ teamId, status: 'failed', limit: 10 })).items
  const failedJob = async () => {
    await vi.waitFor(async () => expect(await failed()).toHaveLength(1))
    return (await failed())[0]?.id ?? ''
  }
  const tryAgain = async (id: string) => {
    const retried = await jobs().retry(teamId, id)
    server.clock.now = Date.now() + 1_000
    server.outbox.wake('webhook')
    return retried
  }

  test('OB4: one that was given up is sent again, the same message with all retries before it', async () => {
    there.behave(over, answer(500), answer(200))
    const hook = await server.endpoint(there.url)
    await server.commit(starts())
    expect(await tryAgain(await failedJob())).toBe('retried')
    await vi.waitFor(() => expect(there.heard).toHaveLength(2))
    await vi.waitFor(async () =>
      expect(await server.delivery(hook.id)).toMatchObject({ status: 'waiting', attempts: 2 }),
    )
    server.clock.now += 5_000
    await vi.waitFor(async () => expect((await server.delivery(hook.id)).status).toBe('delivered'))
    expect(new Set(there.heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(await failed()).toEqual([])
  })

  test('OB4: while its webhook is off that is refused; it is sent when the webhook is switched on, and off the list', async () => {
    there.behave(answer(410), answer(200))
    const hook = await server.endpoint(there.url)
    await server.commit(starts())
    const id = await failedJob()
    expect(await tryAgain(id)).toBe('webhook_disabled')
    expect(await failed()).toMatchObject([
      { id, kind: 'webhook', status: 'failed', webhook: { id: hook.id, botId: scope.botId } },
    ])
    await server.manage.patch(scope, hook.id, { enabled: true })
    await vi.waitFor(async () => expect((await server.delivery(hook.id)).status).toBe('delivered'))
    expect(there.heard).toHaveLength(2)
    expect(await failed()).toEqual([])
    await server.manage.delete(scope, hook.id)
    expect(await tryAgain(id)).toBe('not_found')
  })

  test('OB4: one that was sent again from its webhook has failed no more, and is not sent twice', async () => {
    there.behave(over, answer(200))
    const hook = await server.endpoint(there.url)
    await server.commit(starts())
    const id = await failedJob()
    const { id: deliveryId } = await server.delivery(hook.id)
    await server.manage.redeliver(scope, hook.id, deliveryId)
    expect(await failed()).toEqual([])
    await vi.waitFor(async () => expect((await server.delivery(hook.id)).status).toBe('delivered'))
    expect(await tryAgain(id)).toBe('not_found')
    expect(there.heard).toHaveLength(2)
  })

  test('OB4: a test that failed is no job that failed', async () => {
    there.behave(answer(500))
    const hook = await server.endpoint(there.url)
    await server.manage.test(scope, hook.id)
    await vi.waitFor(async () => expect((await server.delivery(hook.id)).status).toBe('failed'))
    await vi.waitFor(async () => {
      const jobs = await server.database.db.selectFrom('outbox').select('done_at').execute()
      expect(jobs.every(({ done_at }) => done_at !== null)).toBe(true)
    })
    expect(await failed()).toEqual([])
  })
})
