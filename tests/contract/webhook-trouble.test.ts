import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { starts } from '../support/cast.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { answer, type Receiver, startReceiver } from './webhook-receiver.ts'
import { scope, type WebhookScene, webhookScene } from './webhook-scene.ts'

const day = 24 * 3_600_000

describe.each(databaseKinds)('webhooks in trouble on %s', (kind) => {
  let server: WebhookScene
  let there: Receiver

  beforeEach(async () => {
    server = await webhookScene(kind)
    there = await startReceiver(answer(500))
  })
  afterEach(async () => {
    await server.end()
    await there.stop()
  })

  const webhook = async (id: string) => {
    const found = await server.manage.get(scope, id)
    if ('no' in found) throw new Error(found.no)
    return found
  }
  const mails = async () => {
    const jobs = await server.database.db.selectFrom('outbox').selectAll().where('kind', '=', 'mail').execute()
    return jobs.map(({ payload }) => JSON.parse(payload))
  }
  const settled = (count: number) => vi.waitFor(() => expect(there.heard).toHaveLength(count))
  const attempted = async (id: string, count: number) => {
    await vi.waitFor(async () => expect((await server.delivery(id)).attempts).toBe(count))
  }
  test('WH15: five days of failures only switch a webhook off, once, and the team is mailed', async () => {
    const hook = await server.endpoint(there.url)
    await server.commit(starts())
    for (let tried = 1; tried <= 10; tried += 1) {
      await attempted(hook.id, tried)
      server.clock.now = Date.parse((await server.delivery(hook.id)).nextAttemptAt ?? '') || server.clock.now
      expect((await webhook(hook.id)).enabled).toBe(true)
    }
    server.clock.now += 2 * day
    await server.commit(starts())
    await vi.waitFor(async () => expect((await webhook(hook.id)).enabled).toBe(false))
    const off = await webhook(hook.id)
    expect(off).toMatchObject({
      enabled: false,
      disabledReason: 'failing',
      lastResult: { ok: false, responseStatus: 500 },
    })
    expect(Date.parse(off.disabledAt ?? '') - Date.parse(off.failingSince ?? '')).toBeGreaterThanOrEqual(5 * day)
    expect((await mails()).filter(({ trouble }) => trouble === 'failing')).toEqual([
      { about: 'webhook_trouble', webhookId: hook.id, trouble: 'failing' },
    ])
  })

  test('WH15: one success starts the five days anew, and few failures do not switch off however long ago they began', async () => {
    const hook = await server.endpoint(there.url)
    for (let count = 0; count < 6; count += 1) await server.commit(starts())
    await vi.waitFor(async () =>
      expect((await server.rows()).map(({ attempts }) => attempts)).toEqual(Array(6).fill(1)),
    )
    expect((await webhook(hook.id)).failingSince).toBe(new Date(server.clock.now).toISOString())
    there.behave(answer(200))
    server.clock.now += 3 * day
    await vi.waitFor(async () => {
      expect((await server.rows()).map(({ status }) => status)).toEqual(Array(6).fill('delivered'))
    })
    expect((await webhook(hook.id)).failingSince).toBeNull()
    there.behave(answer(500))
    await server.commit(starts())
    await attempted(hook.id, 1)
    server.clock.now += 3 * day
    await attempted(hook.id, 2)
    expect((await webhook(hook.id)).enabled).toBe(true)
    server.clock.now += 30 * day
    await attempted(hook.id, 3)
    expect(await webhook(hook.id)).toMatchObject({ enabled: true, disabledReason: null })
  })

  test('WH15: tests do not count', async () => {
    const hook = await server.endpoint(there.url)
    for (let count = 0; count < 6; count += 1) {
      await server.manage.test(scope, hook.id)
      await settled(count + 1)
      server.clock.now += 2 * day
    }
    await vi.waitFor(async () => expect((await server.delivery(hook.id)).status).toBe('failed'))
    expect(await webhook(hook.id)).toMatchObject({ enabled: true, failingSince: null, lastResult: null })
  })

  test('WH13: a receiver that is gone says nothing about the address that took its place meanwhile', async () => {
    const hook = await server.endpoint(there.url)
    const next = await startReceiver(answer(200))
    try {
      // It moves while the old address has the delivery.
      const moved = new Promise<void>((resolve) => there.onHeard(resolve)).then(() =>
        server.manage.patch(scope, hook.id, { url: next.url }),
      )
      there.behave({ kind: 'slow_answer', status: 410, afterMs: 300 })
      await server.commit(starts())
      await moved
      await attempted(hook.id, 1)
      expect(await webhook(hook.id)).toMatchObject({ enabled: true, disabledReason: null })
      expect((await server.delivery(hook.id)).status).toBe('waiting')
      server.clock.now += 5_000
      await vi.waitFor(async () => expect((await server.delivery(hook.id)).status).toBe('delivered'))
      expect(next.heard[0]?.headers['webhook-id']).toBe(there.heard[0]?.headers['webhook-id'])
    } finally {
      await next.stop()
    }
  })

  /** A webhook that the system switched off, with one delivery given up, one kept from before and two from after. */
  async function switchedOff() {
    const hook = await server.endpoint(there.url)
    await server.commit(starts())
    await attempted(hook.id, 1)
    server.clock.now += 1
    there.behave(answer(410))
    await server.commit(starts())
    await vi.waitFor(async () => expect((await webhook(hook.id)).disabledReason).toBe('gone'))
    for (let count = 0; count < 2; count += 1) {
      server.clock.now += 1
      await server.commit(starts())
    }
    server.clock.now += day
    await sleep(60)
    expect(there.heard).toHaveLength(2)
    expect((await server.rows()).map(({ status }) => status)).toEqual(['held', 'failed', 'held', 'held'])
    there.behave(answer(200))
    return hook
  }

  test('WH16: switching on sends what was missed, under the ids it had, and each once', async () => {
    const hook = await switchedOff()
    expect(await webhook(hook.id)).toMatchObject({ held: 3 })
    const ids = (await server.rows()).map(({ message_id }) => message_id)
    const bodies = (await server.rows()).map(({ body }) => body)
    expect(await server.manage.patch(scope, hook.id, { enabled: true })).toMatchObject({ enabled: true, held: 0 })
    await settled(6)
    await vi.waitFor(async () => {
      expect((await server.rows()).map(({ status }) => status)).toEqual(Array(4).fill('delivered'))
    })
    server.clock.now += 10 * day
    await sleep(60)
    const sent = there.heard.slice(2)
    expect(new Set(sent.map(({ headers }) => headers['webhook-id']))).toEqual(new Set(ids))
    expect(sent.map(({ body }) => body).sort()).toEqual(bodies.sort())
    expect(sent).toHaveLength(4)
  })

  test('WH16: with replay false it is dropped, and what happens from then on is sent', async () => {
    const hook = await switchedOff()
    await server.manage.patch(scope, hook.id, { enabled: true, replay: false })
    await server.commit(starts())
    await settled(3)
    server.clock.now += day
    await sleep(60)
    expect(there.heard).toHaveLength(3)
    expect((await server.rows()).map(({ status }) => status)).toEqual([
      ...['cancelled', 'failed', 'cancelled', 'cancelled', 'delivered'],
    ])
  })

  test('WH14: what is kept is cancelled when somebody deletes the webhook', async () => {
    const hook = await switchedOff()
    await server.manage.delete(scope, hook.id)
    expect((await server.rows()).map(({ status }) => status)).toEqual(['cancelled', 'failed', 'cancelled', 'cancelled'])
  })

  test('WH17: deliveries that were given up are mailed about once a day, and listed as trouble until they are sent', async () => {
    const hook = await server.endpoint(there.url)
    expect(await server.manage.trouble(scope.teamId)).toEqual([])
    for (const status of [500, 404]) {
      there.behave(answer(status, { 'webhook-delivery': 'abort-message' }))
      await server.commit(starts())
      await vi.waitFor(async () => expect((await server.delivery(hook.id)).status).toBe('failed'))
      server.clock.now += 1
    }
    expect(await mails()).toEqual([
      { about: 'webhook_trouble', webhookId: hook.id, trouble: 'exhausted', since: expect.any(Number) },
    ])
    expect(await server.manage.trouble(scope.teamId)).toMatchObject([
      { webhookId: hook.id, botId: scope.botId, botName: 'Robo', trouble: 'exhausted', failed: 2, held: 0 },
    ])
    expect(await server.manage.trouble('team_other')).toEqual([])
    there.behave(answer(200))
    await server.manage.redeliverFailed(scope, hook.id, 0)
    await vi.waitFor(async () => expect(await server.manage.trouble(scope.teamId)).toEqual([]))
  })

  test('WH17: a webhook that the system switched off, or that fails time and again, is trouble', async () => {
    const hook = await server.endpoint(there.url)
    for (let count = 0; count < 3; count += 1) await server.commit(starts())
    await vi.waitFor(async () => {
      expect(await server.manage.trouble(scope.teamId)).toMatchObject([{ webhookId: hook.id, trouble: 'failing' }])
    })
    there.behave(answer(410))
    await server.commit(starts())
    await vi.waitFor(async () => {
      const [trouble] = await server.manage.trouble(scope.teamId)
      expect(trouble).toMatchObject({ trouble: 'disabled', disabledReason: 'gone', held: 3 })
    })
  })

  test('WH18: a receiver that wants no other try gets none', async () => {
    there.behave(answer(500, { 'webhook-delivery': 'abort-message' }))
    const hook = await server.endpoint(there.url)
    await server.commit(starts())
    await vi.waitFor(async () => expect((await server.delivery(hook.id)).status).toBe('failed'))
    server.clock.now += 10 * day
    await sleep(60)
    expect(there.heard).toHaveLength(1)
    expect((await webhook(hook.id)).enabled).toBe(true)
  })

  test('WH12: while a receiver asks for a pause nothing else is sent to it, and then everything', async () => {
    there.behave(answer(429, { 'retry-after': '120' }), answer(200))
    const hook = await server.endpoint(there.url)
    await server.commit(starts())
    await attempted(hook.id, 1)
    server.clock.now += 1_000
    for (let count = 0; count < 3; count += 1) await server.commit(starts())
    await sleep(80)
    expect(there.heard).toHaveLength(1)
    expect(await server.delivery(hook.id)).toMatchObject({ status: 'waiting', attempts: 0 })
    server.clock.now += 200_000
    await settled(5)
  })
})
