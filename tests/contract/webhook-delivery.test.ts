import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebhookPayload } from '@baton/protocol'
import { Webhook as Verifier } from 'standardwebhooks'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { insertOutbox } from '../../apps/server/src/store/outbox.ts'
import { insertDeliveries } from '../../apps/server/src/store/webhook-deliveries.ts'
import { retryPauses } from '../../apps/server/src/webhooks/retry-schedule.ts'
import { ben, claims, closes, escalates, handsBack, minute, starts } from '../support/cast.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { answer, type Heard, type Manner, type Receiver, startReceiver } from './webhook-receiver.ts'
import { changeBy, scope, type WebhookScene, webhookScene } from './webhook-scene.ts'

const headersOf = ({ headers }: Heard) => ({
  'webhook-id': String(headers['webhook-id']),
  'webhook-timestamp': String(headers['webhook-timestamp']),
  'webhook-signature': String(headers['webhook-signature']),
})

const only = <Item>(items: readonly Item[]): Item => {
  const [item] = items
  if (item === undefined || items.length !== 1) throw new Error(`expected one, found ${items.length}`)
  return item
}

describe.each(databaseKinds)('webhook deliveries on %s', (kind) => {
  const scenes: WebhookScene[] = []
  const receivers: Receiver[] = []

  afterEach(async () => {
    for (const one of scenes.splice(0)) await one.end()
    for (const one of receivers.splice(0)) await one.stop()
  })

  async function scene(...parameters: Parameters<typeof webhookScene> extends [unknown, ...infer Rest] ? Rest : never) {
    const one = await webhookScene(kind, ...parameters)
    scenes.push(one)
    return one
  }
  async function receiver(...manners: Manner[]) {
    const one = await startReceiver(...manners)
    receivers.push(one)
    return one
  }
  /** One started conversation, told to a receiver of this manner, up to the end of the first attempt. */
  async function firstAttempt(manner: Manner, different: Parameters<typeof webhookScene>[1] = {}) {
    const server = await scene(different)
    const there = await receiver(manner)
    const hook = await server.endpoint(there.url)
    await server.commit(starts())
    await vi.waitFor(async () => expect((await server.delivery(hook.id)).attempts).toBe(1), 10_000)
    return { server, there, hook, delivery: await server.delivery(hook.id) }
  }

  test('WH1: a committed event is posted as JSON, with the body that the schema describes', async () => {
    const server = await scene()
    const there = await receiver()
    const hook = await server.endpoint(there.url, 'conversation.claimed')
    const waiting = (await server.commit(escalates(), (await server.commit(starts())).after)).after
    const change = await server.commit(claims(ben), waiting)
    await vi.waitFor(() => expect(there.heard).toHaveLength(1))
    const heard = only(there.heard)
    expect(heard).toMatchObject({ method: 'POST', url: '/hook?from=baton' })
    expect(heard.headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'Baton-Webhooks/1' })
    expect(WebhookPayload.parse(JSON.parse(heard.body))).toEqual({
      id: heard.headers['webhook-id'],
      type: 'conversation.claimed',
      apiVersion: '2026-11-01',
      timestamp: new Date(server.clock.now).toISOString(),
      sequence: change.after.lastSeq,
      data: {
        conversation: {
          id: change.after.id,
          state: 'active',
          url: `https://baton.example/conversations/${change.after.id}`,
          bot: { id: scope.botId, name: 'Robo' },
          channel: 'web',
          startedAt: new Date(change.after.startedAt).toISOString(),
          customer: { name: 'Dana', email: 'dana@example.com' },
        },
        agent: { id: ben.id, name: 'Ben', email: 'ben@example.com' },
        escalation: { reason: 'direct_request', at: new Date(server.clock.now).toISOString() },
      },
    })
    await vi.waitFor(async () => expect((await server.delivery(hook.id)).status).toBe('delivered'))
  })

  test('WH2: every attempt is signed afresh over the same id, as the library and a plain HMAC verify', async () => {
    const server = await scene()
    const there = await receiver(answer(500), answer(200))
    const hook = await server.endpoint(there.url)
    await server.commit(starts())
    await vi.waitFor(async () => expect((await server.delivery(hook.id)).attempts).toBe(1))
    server.clock.now += 10_000
    await vi.waitFor(() => expect(there.heard).toHaveLength(2))
    const [first, second] = there.heard.map(headersOf)
    expect(second?.['webhook-id']).toBe(first?.['webhook-id'])
    expect(Number(second?.['webhook-timestamp']) - Number(first?.['webhook-timestamp'])).toBe(10)
    expect(second?.['webhook-signature']).not.toBe(first?.['webhook-signature'])
    for (const heard of there.heard) {
      const headers = headersOf(heard)
      expect(new Verifier(hook.secret).verify(heard.body, headers)).toMatchObject({ id: headers['webhook-id'] })
      const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${heard.body}`
      const key = Buffer.from(hook.secret.slice('whsec_'.length), 'base64')
      const expected = createHmac('sha256', key).update(signed).digest('base64')
      expect(headers['webhook-signature']).toBe(`v1,${expected}`)
    }
    const tampered = there.heard[0]?.body.replace('Dana', 'Mallory') ?? ''
    expect(() => new Verifier(hook.secret).verify(tampered, first ?? {})).toThrow('No matching signature')
  })

  test('WH3: the body is frozen with the event: a retry sends the same bytes, whatever has happened since', async () => {
    const server = await scene()
    const there = await receiver(answer(503), answer(200))
    await server.endpoint(there.url, 'conversation.escalated')
    const waiting = (await server.commit(escalates(), (await server.commit(starts())).after)).after
    await vi.waitFor(() => expect(there.heard).toHaveLength(1))
    await server.commit(claims(ben), waiting)
    await server.database.db.updateTable('bots').set({ name: 'Roberta' }).execute()
    await vi.waitFor(() => {
      server.clock.now += 10_000
      expect(there.heard).toHaveLength(2)
    })
    expect(there.heard[1]?.body).toBe(there.heard[0]?.body)
    expect(JSON.parse(there.heard[1]?.body ?? '')).toMatchObject({ data: { conversation: { state: 'escalated' } } })
  })

  test('WH4: each enabled webhook of that bot and type hears of an event once, also when it is planned twice', async () => {
    const server = await scene()
    const [first, second, other] = [await receiver(), await receiver(), await receiver()]
    await server.endpoint(first.url)
    await server.endpoint(second.url)
    await server.endpoint(other.url, 'conversation.released')
    await server.manage.create(scope, { type: 'conversation.started', url: other.url })
    const elsewhere = { teamId: scope.teamId, botId: 'bot_second' }
    const foreign = await server.manage.create(elsewhere, { type: 'conversation.started', url: other.url })
    if ('id' in foreign) await server.manage.patch(elsewhere, foreign.id, { enabled: true })
    const change = await server.commit(starts())
    const again = await server.plan(change)
    expect(again.deliveries).toHaveLength(2)
    expect(again).toEqual(await server.plan(change))
    await server.database.transact(async (tx) => {
      await insertDeliveries(tx, again.deliveries)
      await insertOutbox(tx, again.outbox)
    })
    await vi.waitFor(() => expect([first.heard.length, second.heard.length]).toEqual([1, 1]))
    await sleep(100)
    expect([first.heard.length, second.heard.length, other.heard.length]).toEqual([1, 1, 0])
    expect(await server.rows()).toHaveLength(2)
  })

  test('WH4: a rolled back transaction leaves nothing to send', async () => {
    const server = await scene()
    const there = await receiver()
    await server.endpoint(there.url)
    const planned = await server.plan(changeBy(starts(), null))
    const failing = server.database.transact(async (tx) => {
      await insertDeliveries(tx, planned.deliveries)
      await insertOutbox(tx, planned.outbox)
      throw new Error('overtaken')
    })
    await expect(failing).rejects.toThrow('overtaken')
    server.outbox.wake()
    await sleep(100)
    expect(there.heard).toEqual([])
    expect(await server.rows()).toEqual([])
  })

  test.each([200, 201, 202, 204, 299])('WH8: %i is success', async (status) => {
    const { delivery } = await firstAttempt(answer(status))
    expect(delivery).toMatchObject({
      status: 'delivered',
      nextAttemptAt: null,
      lastAttempt: { responseStatus: status, error: null },
    })
  })

  test('WH8: the status decides: a body that dribbles on is read until the time is over and changes nothing', async () => {
    const began = Date.now()
    const { delivery, server, there } = await firstAttempt({ kind: 'slow_body', status: 200 }, { totalMs: 600 })
    expect(delivery).toMatchObject({ status: 'delivered', lastAttempt: { responseStatus: 200 } })
    expect(Date.now() - began).toBeLessThan(5_000)
    expect((await server.tries())[0]?.response_body).toMatch(/^\.+$/)
    await vi.waitFor(() => expect(there.openSockets()).toBe(0))
  })

  test('WH8: of a huge answer 64 KB are read and kept', async () => {
    const { delivery, server, there } = await firstAttempt({ kind: 'huge_body', status: 200 })
    expect(delivery.status).toBe('delivered')
    expect((await server.tries())[0]?.response_body).toBe('x'.repeat(64 * 1024))
    await vi.waitFor(() => expect(there.openSockets()).toBe(0))
    // What had been read stops at 64 KB; the rest was on its way in the buffers of both ends.
    expect(there.bytesSent()).toBeLessThan(8 * 1024 * 1024)
  })

  test('WH8: an answer that is no text for a database is kept all the same', async () => {
    const { server } = await firstAttempt(answer(200, {}, 'nul \u0000 and half \ud83d'))
    expect((await server.tries())[0]?.response_body).toBe('nul \ufffd and half \ufffd')
  })

  test.each([301, 302, 303, 307, 308])('WH9: a redirect (%i) is a failure and is not followed', async (status) => {
    const elsewhere = await receiver()
    const { delivery } = await firstAttempt(answer(status, { location: elsewhere.url }))
    expect(delivery).toMatchObject({ status: 'waiting', lastAttempt: { responseStatus: status } })
    expect(delivery.lastAttempt?.error).toContain('redirects are not followed')
    expect(elsewhere.heard).toEqual([])
  })

  test.each([400, 401, 404, 418, 500, 502, 504])('WH9: %i is a failure that is tried again', async (status) => {
    const { delivery } = await firstAttempt(answer(status))
    const error = `The receiver answered ${status}.`
    expect(delivery).toMatchObject({ status: 'waiting', attempts: 1, lastAttempt: { responseStatus: status, error } })
  })

  test.each([
    ['breaks the connection off', { kind: 'reset' }, 'broke the connection off'],
    ['does not speak HTTP', { kind: 'not_http' }, 'not HTTP'],
  ] as const)('WH9: a receiver that %s is tried again', async (_, manner, words) => {
    const { delivery } = await firstAttempt(manner)
    expect(delivery).toMatchObject({ status: 'waiting', lastAttempt: { responseStatus: null } })
    expect(delivery.lastAttempt?.error).toContain(words)
  })

  test('WH9: a receiver that is not there is tried again', async () => {
    const server = await scene()
    const there = await receiver()
    const hook = await server.endpoint(there.url)
    await there.stop()
    await server.commit(starts())
    await vi.waitFor(async () => expect((await server.delivery(hook.id)).attempts).toBe(1))
    expect(await server.delivery(hook.id)).toMatchObject({ status: 'waiting', lastAttempt: { responseStatus: null } })
  })

  test('WH10: a receiver that hangs is given up when the time is over, and the connection is closed', async () => {
    const { delivery, there } = await firstAttempt({ kind: 'hang' }, { totalMs: 300 })
    expect(delivery).toMatchObject({ status: 'waiting', lastAttempt: { responseStatus: null } })
    expect(delivery.lastAttempt?.error).toMatch(/No answer came within \d+ seconds/)
    expect(delivery.lastAttempt?.durationMs).toBeGreaterThanOrEqual(290)
    expect(delivery.lastAttempt?.durationMs).toBeLessThan(3_000)
    await vi.waitFor(() => expect(there.openSockets()).toBe(0))
  })

  test('WH11: a receiver that stays down is tried at the documented times, and then the delivery has failed', async () => {
    const server = await scene()
    const there = await receiver(answer(500))
    const hook = await server.endpoint(there.url)
    await server.commit(starts())
    for (const [index, pause] of retryPauses.entries()) {
      await vi.waitFor(async () => expect((await server.delivery(hook.id)).attempts).toBe(index + 1))
      const { status, nextAttemptAt } = await server.delivery(hook.id)
      expect(status).toBe('waiting')
      const due = Date.parse(nextAttemptAt ?? '')
      expect(due).toBe(server.clock.now + pause)
      server.clock.now = due - 1
      await sleep(60)
      expect(there.heard).toHaveLength(index + 1)
      server.clock.now = due
    }
    await vi.waitFor(async () => expect((await server.delivery(hook.id)).status).toBe('failed'))
    expect(await server.delivery(hook.id)).toMatchObject({ attempts: 10, nextAttemptAt: null })
    server.clock.now += 30 * 24 * 60 * minute
    await sleep(100)
    expect(there.heard).toHaveLength(10)
    const job = only(await server.database.db.selectFrom('outbox').selectAll().where('kind', '=', 'webhook').execute())
    expect(job).toMatchObject({ done_at: null, last_error: 'The receiver answered 500.' })
    expect(job.failed_at).not.toBeNull()
  })

  test.each([429, 503])('WH12: %i with Retry-After is not asked again before that', async (status) => {
    const { delivery, server } = await firstAttempt(answer(status, { 'retry-after': '600' }))
    expect(Date.parse(delivery.nextAttemptAt ?? '')).toBe(server.clock.now + 600_000)
  })

  test('WH13: 410 switches the webhook off and keeps what waits for it, until it is switched on again', async () => {
    const server = await scene()
    const there = await receiver(answer(500), answer(410))
    const hook = await server.endpoint(there.url)
    await server.commit(starts())
    await vi.waitFor(async () => expect((await server.delivery(hook.id)).attempts).toBe(1))
    server.clock.now += 1
    await server.commit(starts())
    await vi.waitFor(async () => expect((await server.delivery(hook.id)).status).toBe('failed'))
    expect(await server.manage.get(scope, hook.id)).toMatchObject({ enabled: false, disabledReason: 'gone' })
    expect((await server.rows()).map(({ status }) => status)).toEqual(['held', 'failed'])
    await server.commit(starts())
    server.clock.now += 60 * minute
    await sleep(100)
    expect(there.heard).toHaveLength(2)
    there.behave(answer(200))
    expect(await server.manage.patch(scope, hook.id, { enabled: true })).toMatchObject({
      enabled: true,
      disabledReason: null,
    })
    await vi.waitFor(() => expect(there.heard).toHaveLength(5))
    await vi.waitFor(async () => {
      expect((await server.rows()).map(({ status }) => status)).toEqual(['delivered', 'delivered', 'delivered'])
    })
  })

  test.each(['disabled', 'deleted'] as const)(
    'WH14: what waits for a webhook that is %s is not sent any more',
    async (how) => {
      const server = await scene()
      const there = await receiver(answer(500))
      const hook = await server.endpoint(there.url)
      await server.commit(starts())
      await vi.waitFor(async () => expect((await server.delivery(hook.id)).attempts).toBe(1))
      if (how === 'disabled') await server.manage.patch(scope, hook.id, { enabled: false })
      else await server.manage.delete(scope, hook.id)
      expect(only(await server.rows())).toMatchObject({ status: 'cancelled', next_attempt_at: null })
      server.clock.now += 60 * minute
      await vi.waitFor(async () => {
        const job = only(await server.database.db.selectFrom('outbox').selectAll().execute())
        expect(job.done_at).not.toBeNull()
      })
      expect(there.heard).toHaveLength(1)
    },
  )

  test('WH14: of a deleted bot only the closing of its conversations is still told', async () => {
    const server = await scene()
    const there = await receiver(answer(500), answer(200))
    const started = await server.endpoint(there.url)
    const closed = await server.endpoint(there.url, 'conversation.closed')
    const { after } = await server.commit(starts())
    await vi.waitFor(async () => expect((await server.delivery(started.id)).attempts).toBe(1))
    await server.database.db.updateTable('bots').set({ deleted_at: server.clock.now }).execute()
    await server.commit(closes(), after)
    server.clock.now += minute
    await vi.waitFor(() => expect(there.heard).toHaveLength(2))
    await vi.waitFor(async () => {
      const rows = await server.rows()
      expect(rows.find((row) => row.webhook_id === started.id)?.status).toBe('cancelled')
      expect(rows.find((row) => row.webhook_id === closed.id)?.status).toBe('delivered')
    })
    expect(JSON.parse(there.heard[1]?.body ?? '').type).toBe('conversation.closed')
  })

  test('WH19: whoever sorts by sequence has the order, though a retry arrives after what came later', async () => {
    const server = await scene()
    const there = await receiver(answer(500), answer(200))
    for (const type of ['conversation.escalated', 'conversation.claimed', 'conversation.released'] as const) {
      await server.endpoint(there.url, type)
    }
    const waiting = (await server.commit(escalates(), (await server.commit(starts())).after)).after
    await vi.waitFor(() => expect(there.heard).toHaveLength(1))
    const held = (await server.commit(claims(ben), waiting)).after
    await server.commit(handsBack(ben), held)
    await vi.waitFor(() => expect(there.heard).toHaveLength(3))
    server.clock.now += 10_000
    await vi.waitFor(() => expect(there.heard).toHaveLength(4))
    const bodies = there.heard.slice(1).map(({ body }) => WebhookPayload.parse(JSON.parse(body)))
    expect(bodies.at(-1)?.type).toBe('conversation.escalated')
    const inOrder = bodies.sort((one, other) => one.sequence - other.sequence).map(({ type }) => type)
    expect(inOrder).toEqual(['conversation.escalated', 'conversation.claimed', 'conversation.released'])
  })

  test('WH30: an endpoint that hangs has at most four connections and delays nobody else', async () => {
    const server = await scene()
    const slow = await receiver({ kind: 'hang' })
    const quick = await receiver()
    await server.endpoint(slow.url)
    for (let count = 0; count < 40; count += 1) await server.commit(starts())
    await vi.waitFor(() => expect(slow.heard).toHaveLength(4))
    await server.endpoint(quick.url, 'conversation.escalated')
    const { after } = await server.commit(starts())
    const began = performance.now()
    await server.commit(escalates(), after)
    await vi.waitFor(() => expect(quick.heard).toHaveLength(1), { interval: 5 })
    expect(performance.now() - began).toBeLessThan(2_000)
    expect(slow.heard).toHaveLength(4)
  })

  test('WH2: a server that died in the middle of an attempt sends it again under the same id', async () => {
    const server = await scene()
    const there = await receiver({ kind: 'hang' })
    const hook = await server.endpoint(there.url)
    await server.commit(starts())
    await vi.waitFor(() => expect(there.heard).toHaveLength(1))
    there.behave(answer(200))
    // As if its process were gone: the lease is somebody else's to take.
    await server.database.db.updateTable('outbox').set({ lease_until: 1, lease_token: 'dead' }).execute()
    await vi.waitFor(async () => expect((await server.delivery(hook.id)).status).toBe('delivered'))
    expect(there.heard[1]?.headers['webhook-id']).toBe(there.heard[0]?.headers['webhook-id'])
  })

  test('an attempt that the server’s stop cuts off counts for nothing and is made again', async () => {
    const server = await scene()
    const there = await receiver({ kind: 'hang' })
    const hook = await server.endpoint(there.url)
    await server.commit(starts())
    await vi.waitFor(() => expect(there.heard).toHaveLength(1))
    await server.outbox.stop(0)
    expect(await server.delivery(hook.id)).toMatchObject({ status: 'waiting', attempts: 0 })
    const job = only(await server.database.db.selectFrom('outbox').selectAll().execute())
    expect(job).toMatchObject({ lease_token: null, attempts: 0, done_at: null })
    await vi.waitFor(() => expect(there.openSockets()).toBe(0))
  })
})
