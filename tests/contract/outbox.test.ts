import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Database } from '../../apps/server/src/database/database.ts'
import type { Handler } from '../../apps/server/src/outbox/handler.ts'
import { finishJob, leaseJobs } from '../../apps/server/src/store/outbox-leases.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { done, job, type OutboxScene, outboxScene } from './outbox-scene.ts'

describe.each(databaseKinds)('the outbox on %s', (kind) => {
  let scene: OutboxScene
  let database: Database
  let warnings: string[]

  beforeEach(async () => {
    scene = await outboxScene(kind)
    database = scene.database
    warnings = scene.warnings
  })
  afterEach(async () => scene.end())

  const another = () => scene.another()
  const engine = (...parameters: Parameters<OutboxScene['engine']>) => scene.engine(...parameters)
  const insert = (...rows: Parameters<OutboxScene['insert']>) => scene.insert(...rows)
  const row = (key: string) => scene.row(key)
  const isDone = (key: string) => scene.isDone(key)

  test('OB6: a job runs once with its payload, and is done', async () => {
    const handle = vi.fn(async () => done)
    await insert(job('a'))
    engine(handle).start()
    await vi.waitFor(() => isDone('a'))
    expect(handle).toHaveBeenCalledTimes(1)
    expect(handle).toHaveBeenCalledWith(
      expect.objectContaining({ id: 'job-a', kind: 'bot_turn', payload: { key: 'a' }, attempts: 1, lane: null }),
      expect.any(AbortSignal),
    )
  })

  test('OB6: the same key planned twice is one job', async () => {
    const handle = vi.fn(async () => done)
    await insert(job('a'), job('a', { id: 'job-again' }))
    await insert(job('a', { id: 'job-once-more' }))
    engine(handle).start()
    await vi.waitFor(() => isDone('a'))
    await sleep(100)
    expect(handle).toHaveBeenCalledTimes(1)
  })

  test('many jobs are inserted at once', async () => {
    await insert(...Array.from({ length: 1_201 }, (_, index) => job(`many-${index}`)))
    const { count } = database.db.fn
    const counted = await database.db
      .selectFrom('outbox')
      .select(count<number>('id').as('rows'))
      .executeTakeFirstOrThrow()
    expect(Number(counted.rows)).toBe(1_201)
  })

  test('OB7: a wake right after the commit starts the job within milliseconds', async () => {
    const began: number[] = []
    const outbox = engine(
      async () => {
        began.push(performance.now())
        return done
      },
      { pollEvery: 60_000 },
    )
    outbox.start()
    const waits: number[] = []
    for (let round = 0; round < 20; round += 1) {
      await insert(job(`turn-${round}`))
      const committed = performance.now()
      outbox.wake('bot_turn')
      await vi.waitFor(() => expect(began).toHaveLength(round + 1), { interval: 1 })
      waits.push((began[round] ?? 0) - committed)
    }
    const median = waits.sort((one, other) => one - other)[10] ?? Number.POSITIVE_INFINITY
    expect(median).toBeLessThan(25)
  })

  test('OB7: without a wake the job of another server is found by polling', async () => {
    const handle = vi.fn(async () => done)
    engine(handle, { pollEvery: 50 }).start()
    await sleep(20)
    await insert(job('a'))
    await vi.waitFor(() => isDone('a'))
  })

  test('OB7: a job that is not due waits for its time', async () => {
    let now = 1_000_000
    const handle = vi.fn(async () => done)
    await insert(job('later', { createdAt: 1_000_000, dueAt: 1_060_000 }))
    const outbox = engine(handle, { now: () => now, pollEvery: 20 })
    outbox.start()
    await sleep(100)
    expect(handle).not.toHaveBeenCalled()
    now = 1_060_000
    await vi.waitFor(() => isDone('later'))
  })

  test('OB12: a retry comes at the time it names, with what is left to do', async () => {
    let now = Date.now()
    const seen: unknown[] = []
    await insert(job('a'))
    const outbox = engine(
      async ({ payload }) => {
        seen.push(payload)
        return seen.length === 1
          ? { status: 'retry', at: now + 5_000, error: 'not yet', payload: { left: ['ben'] } }
          : done
      },
      { now: () => now, pollEvery: 20 },
    )
    outbox.start()
    await vi.waitFor(async () => expect((await row('a')).last_error).toBe('not yet'))
    expect(await row('a')).toMatchObject({ attempts: 1, due_at: now + 5_000, lease_token: null, lease_until: null })
    await sleep(100)
    expect(seen).toHaveLength(1)
    now += 5_000
    await vi.waitFor(() => isDone('a'))
    expect(seen).toEqual([{ key: 'a' }, { left: ['ben'] }])
    expect((await row('a')).last_error).toBeNull()
  })

  test('OB11: a handler that throws is tried again after a pause that grows', async () => {
    const now = 1_000_000
    await insert(job('a', { createdAt: now }))
    const outbox = engine(
      async () => {
        throw new Error('the model is away')
      },
      { now: () => now, random: () => 0.5 },
    )
    outbox.wake()
    await vi.waitFor(async () => expect(await row('a')).toMatchObject({ due_at: now + 1_000, attempts: 1 }))
    await database.db.updateTable('outbox').set({ due_at: now }).execute()
    outbox.wake()
    await vi.waitFor(async () => expect(await row('a')).toMatchObject({ due_at: now + 2_000, attempts: 2 }))
    expect((await row('a')).last_error).toBe('the model is away')
  })

  test('OB12: one failing job never makes its neighbours run again', async () => {
    const calls = new Map<string, number>()
    await insert(...['a', 'b', 'c', 'd', 'e'].map((key) => job(key)))
    const outbox = engine(
      async ({ key }) => {
        calls.set(key, (calls.get(key) ?? 0) + 1)
        if (key === 'c') return { status: 'failed', error: 'no such address' }
        if (key === 'd') throw new Error('broken')
        return done
      },
      { pollEvery: 20, random: () => 0 },
    )
    outbox.start()
    await vi.waitFor(() => expect(calls.get('d')).toBe(2), 5_000)
    expect(Object.fromEntries(calls)).toEqual({ a: 1, b: 1, c: 1, d: 2, e: 1 })
    expect(await row('c')).toMatchObject({ done_at: null, last_error: 'no such address', lease_token: null })
    expect((await row('c')).failed_at).not.toBeNull()
  })

  test('OB8: the jobs of a server that died are run by another when the lease has run out, not before', async () => {
    await insert(job('a'))
    const dead = {
      kind: 'bot_turn',
      limit: 1,
      leaseMs: 400,
      token: 'dead',
      now: Date.now(),
      by: 'lane',
      full: [],
      running: new Map(),
    } as const
    expect(await leaseJobs(database, dead)).toHaveLength(1)
    const leased = performance.now()
    let ran = 0
    engine(
      async () => {
        ran = performance.now()
        return done
      },
      { database: await another(), pollEvery: 20 },
    ).start()
    await vi.waitFor(() => isDone('a'))
    expect(ran - leased).toBeGreaterThan(380)
    expect((await row('a')).attempts).toBe(2)
  })

  test('OB8: a server whose clock is a year ahead takes no job that another one holds', async () => {
    await insert(job('a'))
    const ask = { kind: 'bot_turn', limit: 1, leaseMs: 5_000, by: 'lane', full: [], running: new Map() } as const
    expect(await leaseJobs(database, { ...ask, token: 'here', now: Date.now() })).toHaveLength(1)
    const ahead = Date.now() + 365 * 24 * 3_600_000
    expect(await leaseJobs(await another(), { ...ask, token: 'ahead', now: ahead })).toEqual([])
    expect(await row('a')).toMatchObject({ lease_token: 'here', attempts: 1 })
  })

  test('OB9: a long job keeps its lease, so that no other server runs it beside the first', async () => {
    let running = 0
    let most = 0
    const handle = async () => {
      most = Math.max(most, ++running)
      await sleep(2_500)
      running -= 1
      return done
    }
    await insert(job('long'))
    for (const one of [database, await another()])
      engine(handle, { database: one, leaseMs: 1_000, pollEvery: 20 }).start()
    await vi.waitFor(() => isDone('long'), 10_000)
    expect(most).toBe(1)
    expect((await row('long')).attempts).toBe(1)
    expect(warnings).toEqual([])
  })

  test('OB9: two engines on one database never run one job at the same time, and every job is run once', async () => {
    const now: Set<string> = new Set()
    const runs = new Map<string, number>()
    const clashes: string[] = []
    const handle: Handler['handle'] = async ({ key }) => {
      if (now.has(key)) clashes.push(key)
      now.add(key)
      runs.set(key, (runs.get(key) ?? 0) + 1)
      await sleep(Math.random() * 5)
      now.delete(key)
      return done
    }
    const keys = Array.from({ length: 200 }, (_, index) => `many-${index}`)
    const both = [database, await another()].map((one) => engine(handle, { database: one, pollEvery: 10 }))
    for (const one of both) one.start()
    for (let from = 0; from < keys.length; from += 20) {
      await insert(...keys.slice(from, from + 20).map((key) => job(key)))
      for (const one of both) one.wake()
    }
    await vi.waitFor(() => expect(runs.size).toBe(keys.length), 15_000)
    await sleep(100)
    expect(clashes).toEqual([])
    expect([...runs.values()].every((count) => count === 1)).toBe(true)
  })

  test('OB10: whoever lost the lease is told so, and its result is refused', async () => {
    await insert(job('a'))
    let aborted = false
    engine(
      async (_, signal) => {
        await database.db.updateTable('outbox').set({ lease_token: 'another' }).execute()
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
        aborted = true
        return done
      },
      { leaseMs: 300 },
    ).start()
    await vi.waitFor(() => expect(warnings).toEqual([expect.stringContaining('no longer ours')]))
    expect(aborted).toBe(true)
    expect(await row('a')).toMatchObject({ done_at: null, lease_token: 'another' })
  })

  test('OB10: a job cannot be finished by an old token', async () => {
    await insert(job('a'))
    const ask = {
      kind: 'bot_turn',
      limit: 1,
      leaseMs: 1,
      now: Date.now(),
      by: 'lane',
      full: [],
      running: new Map(),
    } as const
    const [first] = await leaseJobs(database, { ...ask, token: 'first' })
    expect(first?.key).toBe('a')
    await sleep(20)
    const [second] = await leaseJobs(database, { ...ask, token: 'second' })
    expect(second?.key).toBe('a')
    expect(await finishJob(database, { jobId: 'job-a', token: 'first' })).toBe(false)
    expect((await row('a')).done_at).toBeNull()
    expect(await finishJob(database, { jobId: 'job-a', token: 'second' })).toBe(true)
    expect(await finishJob(database, { jobId: 'job-a', token: 'second' })).toBe(false)
  })

  test('OB13: at most `concurrency` jobs run at once', async () => {
    let running = 0
    let most = 0
    await insert(...Array.from({ length: 12 }, (_, index) => job(`many-${index}`)))
    const outbox = engine(
      async () => {
        most = Math.max(most, ++running)
        await sleep(10)
        running -= 1
        return done
      },
      { concurrency: 3, pollEvery: 60_000 },
    )
    outbox.wake()
    await vi.waitFor(async () => {
      const left = await database.db.selectFrom('outbox').select('id').where('done_at', 'is', null).execute()
      expect(left).toEqual([])
    })
    expect(most).toBe(3)
  })

  test('OB13: a lane that hangs keeps its own jobs waiting and nobody else’s', async () => {
    const slow: string[] = []
    const quick: string[] = []
    let letGo = () => {}
    const hanging = new Promise<void>((resolve) => {
      letGo = resolve
    })
    const lanes = (lane: string, count: number, createdAt: number) =>
      Array.from({ length: count }, (_, index) => job(`${lane}-${index}`, { lane, createdAt }))
    await insert(...lanes('slow', 20, Date.now() - 60_000), ...lanes('quick', 20, Date.now()))
    const outbox = engine(
      async ({ key, lane }) => {
        if (lane === 'slow') {
          slow.push(key)
          await hanging
        } else quick.push(key)
        return done
      },
      { concurrency: 6, lanes: { by: 'lane', perLane: 2 }, pollEvery: 60_000 },
    )
    outbox.wake()
    await vi.waitFor(() => expect(quick).toHaveLength(20))
    expect(slow).toHaveLength(2)
    letGo()
    await vi.waitFor(() => expect(slow).toHaveLength(20))
  })

  test('OB13: a lane with a long backlog is neither ahead of the others nor looked through', async () => {
    const order: string[] = []
    const lanes = (lane: string, count: number, createdAt: number) =>
      Array.from({ length: count }, (_, index) => job(`${lane}-${index}`, { lane, createdAt }))
    const lone = job('lone', { createdAt: Date.now() })
    await insert(...lanes('long', 300, Date.now() - 60_000), ...lanes('short', 3, Date.now()), lone)
    const handle = async ({ key }: { key: string }) => {
      order.push(key)
      await new Promise((resolve) => setTimeout(resolve, 5))
      return done
    }
    engine(handle, { concurrency: 4, lanes: { by: 'lane', perLane: 2 }, pollEvery: 60_000 }).wake()
    await vi.waitFor(() => expect(order).toContain('short-2'), 20_000)
    expect(order).toContain('lone')
    expect(order.indexOf('short-2')).toBeLessThan(20)
    await vi.waitFor(() => expect(order).toHaveLength(304), 20_000)
    expect(new Set(order).size).toBe(304)
  })
})
