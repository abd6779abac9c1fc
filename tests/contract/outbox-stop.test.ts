import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Database } from '../../apps/server/src/database/database.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { done, job, type OutboxScene, outboxScene } from './outbox-scene.ts'

describe.each(databaseKinds)('stopping the outbox on %s', (kind) => {
  let scene: OutboxScene
  let database: Database

  beforeEach(async () => {
    scene = await outboxScene(kind)
    database = scene.database
  })
  afterEach(async () => scene.end())

  const another = () => scene.another()
  const engine = (...parameters: Parameters<OutboxScene['engine']>) => scene.engine(...parameters)
  const insert = (...rows: Parameters<OutboxScene['insert']>) => scene.insert(...rows)
  const row = (key: string) => scene.row(key)
  const isDone = (key: string) => scene.isDone(key)

  test('OB14: stop waits for what runs', async () => {
    await insert(job('a'))
    const outbox = engine(async () => {
      await sleep(200)
      return done
    })
    outbox.wake()
    await vi.waitFor(async () => expect((await row('a')).attempts).toBe(1))
    await outbox.stop(5_000)
    await isDone('a')
  })

  test('OB14: stop aborts what does not end in time and gives it back at once', async () => {
    await insert(job('a'))
    const outbox = engine(
      (_, signal) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    )
    outbox.wake()
    await vi.waitFor(async () => expect((await row('a')).attempts).toBe(1))
    const began = performance.now()
    await outbox.stop(100)
    expect(performance.now() - began).toBeLessThan(1_000)
    expect(await row('a')).toMatchObject({ lease_token: null, lease_until: null, attempts: 0, done_at: null })
    const handle = vi.fn(async () => done)
    engine(handle, { database: await another() }).start()
    await vi.waitFor(() => isDone('a'))
  })

  test('OB14: after stop nothing is taken any more, and a handler that ignores its signal does not keep its lease', async () => {
    await insert(job('stubborn'))
    const outbox = engine(() => new Promise(() => {}), { leaseMs: 300 })
    outbox.start()
    await vi.waitFor(async () => expect((await row('stubborn')).attempts).toBe(1))
    await outbox.stop(0)
    // A renewal that was on its way arrives.
    await sleep(200)
    const { lease_until } = await row('stubborn')
    await insert(job('late'))
    outbox.wake()
    outbox.start()
    await sleep(400)
    expect((await row('late')).attempts).toBe(0)
    expect((await row('stubborn')).lease_until).toBe(lease_until)
    // Given back, or run out.
    expect(lease_until ?? 0).toBeLessThan(await database.now())
  })

  test('OB15: jobs that were done more than a week ago are removed, all others stay', async () => {
    const week = 7 * 24 * 3_600_000
    const now = await database.now()
    await insert(...['old', 'recent', 'waiting', 'failed'].map((key) => job(key, { dueAt: now + week })))
    const mark = (key: string, values: { done_at?: number; failed_at?: number }) =>
      database.db.updateTable('outbox').set(values).where('key', '=', key).execute()
    await mark('old', { done_at: now - week - 60_000 })
    await mark('recent', { done_at: now - week + 60_000 })
    await mark('failed', { failed_at: now - 2 * week })
    engine(async () => done).start()
    await vi.waitFor(async () => {
      const left = await database.db.selectFrom('outbox').select('key').orderBy('key').execute()
      expect(left.map(({ key }) => key)).toEqual(['failed', 'recent', 'waiting'])
    })
  })
})
