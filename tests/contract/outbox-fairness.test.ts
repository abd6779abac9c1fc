import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import { insertOutbox } from '../../apps/server/src/store/outbox.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { mailScene } from './mail-scene.ts'
import { startMailServer } from './mail-server.ts'
import { done, job, outboxScene } from './outbox-scene.ts'

describe.each(databaseKinds)('fairness between teams on %s', (kind) => {
  test('OB16: the one mail of a team is sent at once, whatever another team has waiting', async () => {
    const smtp = await startMailServer()
    const scene = await mailScene(kind, smtp.url)
    const reset = (to: string, teamId: string) =>
      scene.accountMails.passwordReset({ to, teamId, name: 'Ada', language: null, url: 'https://baton.example/reset' })
    try {
      await reset('many@example.com', 'team_ada')
      const [one] = await scene.jobs()
      if (one === undefined) throw new Error('no job')
      const fresh = { ...one, done_at: null, lease_until: null, lease_token: null, attempts: 0 }
      const many = Array.from({ length: 10_000 }, (_, index) => ({
        ...fresh,
        id: `many-${index}`,
        key: `many-${index}`,
      }))
      await scene.database.transact((tx) => insertOutbox(tx, many))
      scene.start()
      await vi.waitFor(() => expect(smtp.received.length).toBeGreaterThan(20), 10_000)
      const before = smtp.received.length
      // Called for after all the others.
      scene.clock.now += 1_000
      await reset('alone@example.com', 'team_other')
      await vi.waitFor(() => expect(smtp.received.some(({ to }) => to.includes('alone@example.com'))).toBe(true), 5_000)
      const place = smtp.received.findIndex(({ to }) => to.includes('alone@example.com'))
      // Those that were being sent, and what goes out while this one is written and connects.
      expect(place - before).toBeLessThan(30)
      expect(smtp.received.length).toBeLessThan(1_000)
    } finally {
      await scene.end()
      await smtp.stop()
    }
  })

  test('OB16: mails of a team that all hang leave room for those of another', async () => {
    const smtp = await startMailServer()
    const scene = await mailScene(kind, smtp.url)
    const reset = (to: string, teamId: string) =>
      scene.accountMails.passwordReset({ to, teamId, name: 'Ada', language: null, url: 'https://baton.example/reset' })
    smtp.hangOn('hangs@example.com')
    try {
      for (let count = 0; count < 10; count += 1) await reset('hangs@example.com', 'team_ada')
      scene.start()
      const running = async () => (await scene.jobs()).filter((one) => one.lease_until !== null).length
      await vi.waitFor(async () => expect(await running()).toBe(4))
      scene.clock.now += 1_000
      await reset('alone@example.com', 'team_other')
      await vi.waitFor(() => expect(smtp.received.map(({ to }) => to)).toEqual([['alone@example.com']]), 5_000)
      expect(await running()).toBe(4)
    } finally {
      await scene.end()
      await smtp.stop()
    }
  })

  test('OB16: of three teams with a backlog each is served in its turn', async () => {
    const scene = await outboxScene(kind)
    const order: string[] = []
    const backlog = (teamId: string, count: number, age: number) =>
      Array.from({ length: count }, (_, index) =>
        job(`${teamId}-${index}`, { teamId, createdAt: Date.now() - age + index }),
      )
    try {
      await scene.insert(...backlog('long', 200, 9_000), ...backlog('short', 6, 6_000), ...backlog('new', 6, 3_000))
      const handle = async ({ teamId }: { teamId: string }) => {
        order.push(teamId)
        await sleep(5)
        return done
      }
      scene.engine(handle, { concurrency: 3, lanes: { by: 'team' }, pollEvery: 60_000 }).wake()
      await vi.waitFor(() => expect(order).toHaveLength(212), 20_000)
      expect(order.lastIndexOf('new')).toBeLessThan(24)
      expect(order.lastIndexOf('short')).toBeLessThan(24)
    } finally {
      await scene.end()
    }
  })

  test('OB16: a team whose jobs all hang leaves room for another', async () => {
    const scene = await outboxScene(kind)
    const began: string[] = []
    const hanging = Promise.withResolvers<void>()
    try {
      await scene.insert(...Array.from({ length: 20 }, (_, index) => job(`hangs-${index}`)))
      const handle = async ({ key, teamId }: { key: string; teamId: string }) => {
        began.push(key)
        if (teamId === 'team_ada') await hanging.promise
        return done
      }
      const outbox = scene.engine(handle, { concurrency: 6, lanes: { by: 'team', perLane: 4 }, pollEvery: 60_000 })
      outbox.wake()
      await vi.waitFor(() => expect(began).toHaveLength(4))
      await scene.insert(job('alone', { teamId: 'team_other' }))
      outbox.wake()
      await vi.waitFor(() => expect(began).toContain('alone'))
      expect(began).toHaveLength(5)
      hanging.resolve()
      await vi.waitFor(() => expect(began).toHaveLength(21))
    } finally {
      hanging.resolve()
      await scene.end()
    }
  })

  test('OB16: a team with more webhooks than there are places does not keep another waiting', async () => {
    const scene = await outboxScene(kind)
    const order: string[] = []
    try {
      const rows = Array.from({ length: 3_000 }, (_, index) =>
        job(`many-${index}`, { lane: `webhook-${index % 300}`, createdAt: Date.now() - 60_000 }),
      )
      await scene.insert(...rows)
      const handle = async ({ key }: { key: string }) => {
        order.push(key)
        await sleep(100)
        return done
      }
      const lanes = { by: 'lane', perLane: 4, slowMs: 2_000, slowPlaces: 192, perTeam: 64 } as const
      const outbox = scene.engine(handle, { concurrency: 256, lanes, pollEvery: 60_000 })
      outbox.wake()
      await vi.waitFor(() => expect(order.length).toBeGreaterThan(256), 10_000)
      const before = order.length
      await scene.insert(job('alone', { teamId: 'team_other', lane: 'webhook-other' }))
      outbox.wake()
      await vi.waitFor(() => expect(order).toContain('alone'), 10_000)
      expect(order.indexOf('alone') - before).toBeLessThan(600)
    } finally {
      await scene.end()
    }
  })
})
