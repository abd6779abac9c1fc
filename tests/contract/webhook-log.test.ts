import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { deleteOldDeliveries } from '../../apps/server/src/store/webhook-deliveries.ts'
import { careForWebhooks, LOG_MS, releaseAll } from '../../apps/server/src/webhooks/care.ts'
import { ben, claims, escalates, handsBack, minute, starts } from '../support/cast.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { answer, type Receiver, startReceiver } from './webhook-receiver.ts'
import { scope, type WebhookScene, webhookScene } from './webhook-scene.ts'

const hour = 3_600_000

describe.each(databaseKinds)('the delivery log on %s', (kind) => {
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
  const detail = async (webhookId: string) => {
    const { id } = await server.delivery(webhookId)
    const found = await server.manage.delivery(scope, webhookId, id)
    if ('no' in found) throw new Error(found.no)
    return found
  }

  test('WH28: has every try as it was sent and answered, newest first, and the body', async () => {
    there.behave(answer(500, { 'x-trace': 'abc' }, 'y'.repeat(20_000)), answer(201, {}, 'z'.repeat(20_000)))
    const hook = await server.endpoint(there.url)
    await server.commit(starts())
    await vi.waitFor(async () => expect((await server.delivery(hook.id)).attempts).toBe(1))
    expect((await detail(hook.id)).tries[0]?.responseBody).toHaveLength(20_000)
    expect((await detail(hook.id)).nextAttemptAt).toBe(new Date(server.clock.now + 5_000).toISOString())
    server.clock.now += 5_000
    await vi.waitFor(async () => expect((await server.delivery(hook.id)).status).toBe('delivered'))
    const { body, tries, sequence } = await detail(hook.id)
    expect(body).toBe(there.heard[0]?.body)
    expect(sequence).toBe(1)
    expect(tries).toMatchObject([
      { url: there.url, responseStatus: 201, error: null, responseBody: 'z'.repeat(20_000) },
      { url: there.url, responseStatus: 500, responseHeaders: { 'x-trace': 'abc' }, responseBody: 'y'.repeat(4096) },
    ])
    const sent = there.heard[0]?.headers ?? {}
    const logged = tries[1]?.requestHeaders ?? {}
    for (const name of ['webhook-id', 'webhook-timestamp', 'content-type', 'user-agent']) {
      expect(logged[name]).toBe(sent[name])
    }
    expect(String(sent['webhook-signature']).startsWith((logged['webhook-signature'] ?? '').slice(0, -1))).toBe(true)
    expect(logged['webhook-signature']).toHaveLength(12)
    expect(tries.every(({ durationMs }) => durationMs >= 0)).toBe(true)
  })

  test('WH28: goes back thirty days; what waits is kept however old it is', async () => {
    there.behave(answer(200), answer(500))
    const hook = await server.endpoint(there.url)
    for (let count = 0; count < 2; count += 1) {
      await server.commit(starts())
      await vi.waitFor(async () => expect((await server.delivery(hook.id)).attempts).toBe(1))
      server.clock.now += minute
    }
    await server.outbox.stop(0)
    expect(await deleteOldDeliveries(server.database, server.clock.now - LOG_MS, 10)).toBe(0)
    server.clock.now += LOG_MS
    const ports = { database: server.database, now: () => server.clock.now, newId: () => '', wake: () => {} }
    const care = careForWebhooks({ ...ports, warn: () => {} })
    await vi.waitFor(async () => expect((await server.rows()).map(({ status }) => status)).toEqual(['waiting']))
    care.stop()
    expect(await server.tries()).toHaveLength(1)
  })

  test('WH27: all failed deliveries since a time are sent again, and no others', async () => {
    there.behave(answer(500, { 'webhook-delivery': 'abort-message' }))
    const hook = await server.endpoint(there.url)
    const times: number[] = []
    for (let count = 0; count < 3; count += 1) {
      times.push(server.clock.now)
      await server.commit(starts())
      await vi.waitFor(async () => expect((await server.delivery(hook.id)).status).toBe('failed'))
      server.clock.now += hour
    }
    there.behave(answer(200))
    await server.commit(starts())
    await vi.waitFor(async () => expect((await server.delivery(hook.id)).status).toBe('delivered'))
    expect(await server.manage.redeliverFailed(scope, hook.id, times[1] ?? 0)).toEqual({ count: 2 })
    await vi.waitFor(() => expect(there.heard).toHaveLength(6))
    await vi.waitFor(async () => {
      expect((await server.rows()).map(({ status }) => status)).toEqual(['failed', ...Array(3).fill('delivered')])
    })
    expect(await server.manage.redeliverFailed(scope, hook.id, times[1] ?? 0)).toEqual({ count: 0 })
    await server.manage.patch(scope, hook.id, { enabled: false })
    expect(await server.manage.redeliverFailed(scope, hook.id, 0)).toEqual({ no: 'webhook_disabled' })
  })

  test('the log is read by status', async () => {
    there.behave(answer(200), answer(500))
    const hook = await server.endpoint(there.url)
    for (let count = 0; count < 2; count += 1) {
      await server.commit(starts())
      await vi.waitFor(() => expect(there.heard).toHaveLength(count + 1))
    }
    for (const status of ['delivered', 'waiting'] as const) {
      await vi.waitFor(async () => {
        const page = await server.manage.deliveries(scope, hook.id, { limit: 10, status })
        expect('no' in page ? [] : page.items.map((one) => one.status)).toEqual([status])
      })
    }
  })

  test('WH20: with inOrder a conversation’s deliveries to one URL arrive in order, and no other conversation waits', async () => {
    there.behave(answer(500), answer(200))
    for (const type of ['conversation.escalated', 'conversation.claimed', 'conversation.released'] as const) {
      const { id } = await server.endpoint(there.url, type)
      await server.manage.patch(scope, id, { inOrder: true })
    }
    const waiting = (await server.commit(escalates(), (await server.commit(starts())).after)).after
    await vi.waitFor(() => expect(there.heard).toHaveLength(1))
    const held = (await server.commit(claims(ben), waiting)).after
    await server.commit(handsBack(ben), held)
    const other = (await server.commit(escalates(), (await server.commit(starts())).after)).after
    await vi.waitFor(() => expect(there.heard).toHaveLength(2))
    expect(JSON.parse(there.heard[1]?.body ?? '').data.conversation.id).toBe(other.id)
    for (let step = 0; step < 40; step += 1) {
      server.clock.now += 500
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    const told = there.heard.map(({ body }) => JSON.parse(body)).filter(({ data }) => data.conversation.id !== other.id)
    expect(told.map(({ type }) => type)).toEqual([
      ...['conversation.escalated', 'conversation.escalated', 'conversation.claimed', 'conversation.released'],
    ])
  })

  test('WH20: after ten minutes the next ones go ahead, and say so', async () => {
    there.behave(answer(500), answer(500), answer(200))
    const first = await server.endpoint(there.url, 'conversation.escalated')
    const second = await server.endpoint(there.url, 'conversation.claimed')
    for (const { id } of [first, second]) await server.manage.patch(scope, id, { inOrder: true })
    const waiting = (await server.commit(escalates(), (await server.commit(starts())).after)).after
    await vi.waitFor(async () => expect((await server.delivery(first.id)).attempts).toBe(1))
    // The receiver is away for longer than anybody waits.
    await server.database.db
      .updateTable('webhook_deliveries')
      .set({ next_attempt_at: server.clock.now + hour })
      .execute()
    await server.database.db
      .updateTable('outbox')
      .set({ due_at: server.clock.now + hour })
      .execute()
    there.behave(answer(200))
    await server.commit(claims(ben), waiting)
    server.clock.now += 9 * minute
    await new Promise((resolve) => setTimeout(resolve, 80))
    expect(await server.delivery(second.id)).toMatchObject({ attempts: 0, outOfOrder: false })
    server.clock.now += 2 * minute
    await vi.waitFor(async () => {
      expect(await server.delivery(second.id)).toMatchObject({ status: 'delivered', outOfOrder: true })
    })
    expect((await server.delivery(first.id)).status).toBe('waiting')
  })

  test('WH20: what is still kept for a webhook that was switched on comes first, for ten minutes at the most', async () => {
    const first = await server.endpoint(there.url, 'conversation.escalated')
    const second = await server.endpoint(there.url, 'conversation.claimed')
    for (const { id } of [first, second]) await server.manage.patch(scope, id, { inOrder: true })
    there.behave(answer(410), answer(200))
    const waiting = (await server.commit(escalates(), (await server.commit(starts())).after)).after
    await vi.waitFor(async () => expect((await server.delivery(first.id)).status).toBe('failed'))
    // As in the middle of a long release: it is on again, and this one is not released yet.
    const db = server.database.db
    await db.updateTable('webhook_deliveries').set({ status: 'held' }).execute()
    await db.updateTable('webhooks').set({ enabled: 1, disabled_reason: null }).where('id', '=', first.id).execute()
    await server.commit(claims(ben), waiting)
    server.clock.now += minute
    await new Promise((resolve) => setTimeout(resolve, 80))
    expect(await server.delivery(second.id)).toMatchObject({ status: 'waiting', attempts: 0 })
    await releaseAll({ ...server, newId: randomUUID, now: () => server.clock.now, wake: () => {} }, first.id)
    await vi.waitFor(async () => {
      server.clock.now += 250
      expect((await server.delivery(second.id)).status).toBe('delivered')
    })
    expect(there.heard.map(({ body }) => JSON.parse(body).sequence)).toEqual([3, 3, 4])
  })

  test('WH24: a rotation lasts as long as it says, not at all with 0, and can be ended', async () => {
    const hook = await server.endpoint(there.url)
    const signatures = async () => {
      const before = there.heard.length
      await server.commit(starts())
      await vi.waitFor(() => expect(there.heard).toHaveLength(before + 1))
      return String(there.heard.at(-1)?.headers['webhook-signature']).split(' ').length
    }
    await server.manage.rotateSecret(scope, hook.id, 168)
    server.clock.now += 167 * hour
    expect(await signatures()).toBe(2)
    expect(await server.manage.get(scope, hook.id)).toHaveProperty('previousSecretUntil', expect.any(String))
    expect(await server.manage.endPreviousSecret(scope, hook.id)).toMatchObject({ previousSecretUntil: null })
    expect(await signatures()).toBe(1)
    await server.manage.rotateSecret(scope, hook.id, 0)
    expect(await signatures()).toBe(1)
  })

  test('WH25: a test can be of any type, with what the webhook includes', async () => {
    const hook = await server.endpoint(there.url)
    await server.manage.patch(scope, hook.id, { includeText: true, includeCustomer: false })
    await server.manage.test(scope, hook.id, 'message.sent')
    await vi.waitFor(() => expect(there.heard).toHaveLength(1))
    expect(JSON.parse(there.heard[0]?.body ?? '')).toMatchObject({
      ...{ test: true, type: 'message.sent' },
      data: {
        message: { text: 'Where is my parcel?', by: { name: null } },
        conversation: { customer: { name: null } },
      },
    })
  })
})
