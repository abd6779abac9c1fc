import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Bus, type BusMessage, openBus } from '../../apps/server/src/database/bus.ts'
import { readEnvelope, takeBatch, writeEnvelope } from '../../apps/server/src/database/bus-envelope.ts'
import type { Database } from '../../apps/server/src/database/database.ts'
import { followEnvelopes } from '../../apps/server/src/database/envelope-order.ts'
import { openDatabase } from '../../apps/server/src/database/open-database.ts'
import { openListener } from '../../apps/server/src/database/postgres-listener.ts'
import { databaseKinds, type FreshDatabase, freshDatabase } from '../support/fresh-database.ts'
import { startCluster } from '../support/postgres-cluster.ts'

const hint = (seq: number, more: Record<string, unknown> = {}): BusMessage => ({ kind: 'hint', seq, ...more })
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** What one listener has heard. */
function listenTo(bus: Bus) {
  const heard: BusMessage[] = []
  const gap = vi.fn()
  bus.subscribe((message) => heard.push(message))
  bus.onGap(gap)
  return { heard, gap, seqs: () => heard.map((message) => message.seq) }
}

describe.each(databaseKinds)('the bus on %s', (kind) => {
  let fresh: FreshDatabase
  let database: Database
  let bus: Bus
  const warn = vi.fn()

  beforeEach(async () => {
    warn.mockClear()
    fresh = await freshDatabase(kind)
    database = await openDatabase(fresh.settings)
    bus = await openBus(database, { ...fresh.settings, warn })
  })
  afterEach(async () => {
    await bus.close()
    await database.close()
    await fresh.remove()
  })

  test('the publisher hears itself at once, in order, and once', async () => {
    const { heard, seqs, gap } = listenTo(bus)
    for (const seq of numbers(1, 50)) bus.publish(hint(seq))
    expect(heard).toEqual([])
    await nextTurn()
    expect(seqs()).toEqual(numbers(1, 50))
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(seqs()).toEqual(numbers(1, 50))
    expect(gap).not.toHaveBeenCalled()
  })

  test('what a listener publishes in its turn comes after what it heard, for everyone', async () => {
    bus.subscribe((message) => {
      if (message.seq === 1) bus.publish(hint(2))
    })
    const { seqs } = listenTo(bus)
    bus.publish(hint(1))
    await nextTurn()
    expect(seqs()).toEqual([1, 2])
  })

  test('a listener that throws harms neither the publisher nor the others', async () => {
    bus.subscribe(() => {
      throw new Error('Robo fell over')
    })
    const { seqs } = listenTo(bus)
    bus.publish(hint(1))
    bus.publish(hint(2))
    await nextTurn()
    expect(seqs()).toEqual([1, 2])
    expect(warn).toHaveBeenCalledWith(
      'a listener of the bus failed',
      expect.objectContaining({ message: 'Robo fell over' }),
    )
  })

  test('a listener may use the database though the publisher was in a transaction', async () => {
    const read = Promise.withResolvers<unknown>()
    bus.subscribe(() => read.resolve(database.db.selectFrom('teams').selectAll().execute()))
    await database.transact(async () => bus.publish(hint(1)))
    expect(await read.promise).toEqual([])
  })

  test('who stops listening hears nothing more', async () => {
    const heard: BusMessage[] = []
    const stop = bus.subscribe((message) => heard.push(message))
    bus.publish(hint(1))
    await nextTurn()
    stop()
    bus.publish(hint(2))
    await nextTurn()
    expect(heard).toEqual([hint(1)])
  })

  test('after closing nothing is heard and nothing throws', async () => {
    const { heard } = listenTo(bus)
    await bus.close()
    bus.publish(hint(1))
    await nextTurn()
    expect(heard).toEqual([])
  })
})

describe.skipIf(!databaseKinds.includes('postgres'))('the bus between two servers', () => {
  let fresh: FreshDatabase
  let database: Database
  let one: Bus
  let other: Bus
  const warn = vi.fn()
  const open = () => openBus({ kind: 'postgres' }, { ...fresh.settings, warn })

  beforeEach(async () => {
    warn.mockClear()
    fresh = await freshDatabase('postgres')
    database = await openDatabase({ ...fresh.settings, warn: () => {} })
    ;[one, other] = await Promise.all([open(), open()])
  })
  afterEach(async () => {
    await Promise.all([one.close(), other.close()])
    await database.close()
    await fresh.remove()
  })

  test('brings everything to both, in the order of each publisher, once', async () => {
    const here = listenTo(one)
    const there = listenTo(other)
    for (const seq of numbers(1, 2_000)) {
      one.publish(hint(seq, { from: 'one' }))
      other.publish(hint(seq, { from: 'other' }))
      if (seq % 100 === 0) await nextTurn()
    }
    const from = (messages: BusMessage[], name: string) =>
      messages.filter((message) => message.from === name).map((message) => message.seq)
    for (const { heard } of [here, there]) {
      await vi.waitFor(() => expect(heard.length).toBe(4_000), { timeout: 10_000 })
      expect(from(heard, 'one')).toEqual(numbers(1, 2_000))
      expect(from(heard, 'other')).toEqual(numbers(1, 2_000))
    }
    expect(here.gap).not.toHaveBeenCalled()
    expect(there.gap).not.toHaveBeenCalled()
    expect(warn).not.toHaveBeenCalled()
  })

  test('reaches the other server within a quarter of a second, with every character', async () => {
    const { heard } = listenTo(other)
    const before = performance.now()
    one.publish({ kind: 'typing', name: 'Zoë 張 👩🏽‍🚀 "\\' })
    await vi.waitFor(() => expect(heard).toHaveLength(1), { interval: 5 })
    expect(heard[0]).toEqual({ kind: 'typing', name: 'Zoë 張 👩🏽‍🚀 "\\' })
    expect(performance.now() - before).toBeLessThan(250)
  })

  test('sends what is published together in few notifications', async () => {
    const payloads: string[] = []
    const channel = await channelOfListeners(fresh.settings.databaseUrl ?? '')
    const listener = await openListener({
      databaseUrl: fresh.settings.databaseUrl ?? '',
      channel,
      hear: (payload) => payloads.push(payload),
      reconnected: () => {},
      warn,
    })
    const { seqs } = listenTo(other)
    for (const seq of numbers(1, 1_000)) one.publish(hint(seq, { conversation: 'c'.repeat(36) }))
    await vi.waitFor(() => expect(seqs()).toEqual(numbers(1, 1_000)))
    await listener.close()
    expect(payloads.length).toBeGreaterThan(9)
    expect(payloads.length).toBeLessThan(20)
    for (const payload of payloads) expect(Buffer.byteLength(payload)).toBeLessThanOrEqual(7_500)
  })

  test('a message too long to travel is heard here, warned of, and told as a gap there', async () => {
    const here = listenTo(one)
    const there = listenTo(other)
    one.publish(hint(1))
    await vi.waitFor(() => expect(there.seqs()).toEqual([1]))
    one.publish(hint(2, { text: 'ö'.repeat(4_000) }))
    one.publish(hint(3))
    await vi.waitFor(() => expect(there.seqs()).toEqual([1, 3]))
    expect(here.seqs()).toEqual([1, 2, 3])
    expect(there.gap).toHaveBeenCalledOnce()
    expect(warn).toHaveBeenCalledOnce()
    expect(warn.mock.lastCall?.[0]).toContain('of kind hint is too long')
  })

  test('a message that JSON cannot hold is warned of and harms nothing', async () => {
    const { seqs } = listenTo(other)
    one.publish({ kind: 'hint', seq: 1n })
    one.publish(hint(2))
    await vi.waitFor(() => expect(seqs()).toEqual([2]))
    expect(warn.mock.lastCall?.[0]).toContain('cannot be written as JSON')
  })

  test('hears again, and says that something was missed, after its connection was cut', async () => {
    const here = listenTo(one)
    const there = listenTo(other)
    await cutListeners(fresh.settings.databaseUrl ?? '')
    await vi.waitFor(() => expect(there.gap).toHaveBeenCalledOnce(), { timeout: 5_000 })
    await vi.waitFor(() => expect(here.gap).toHaveBeenCalledOnce(), { timeout: 5_000 })
    one.publish(hint(1))
    await vi.waitFor(() => expect(there.seqs()).toEqual([1]))
  })

  test('ignores what others shout on its channel', async () => {
    const { heard, gap } = listenTo(one)
    const client = new Client({ connectionString: fresh.settings.databaseUrl })
    await client.connect()
    const channel = await channelOfListeners(fresh.settings.databaseUrl ?? '')
    for (const payload of ['', 'hello', '{}', '["x"]', '["x","y"]', '["x",1,2]', '["x",1,{}]', '["x",1,null]']) {
      await client.query('select pg_notify($1, $2)', [channel, payload])
    }
    await client.end()
    one.publish(hint(1))
    await vi.waitFor(() => expect(warn).toHaveBeenCalledTimes(16))
    expect(heard).toEqual([hint(1)])
    expect(gap).not.toHaveBeenCalled()
  })

  test('sends what is waiting before it closes', async () => {
    const { seqs } = listenTo(other)
    for (const seq of numbers(1, 20)) one.publish(hint(seq))
    await one.close()
    await vi.waitFor(() => expect(seqs()).toEqual(numbers(1, 20)))
  })
})

describe.skipIf(!databaseKinds.includes('postgres'))('the bus while PostgreSQL is away', () => {
  test('publishing never throws, a bounded number waits, and all is well when it is back', async () => {
    const cluster = await startCluster()
    if (cluster === null) throw new Error('no PostgreSQL to take away')
    const databaseUrl = await cluster.createDatabase()
    const warn = vi.fn()
    const open = () => openBus({ kind: 'postgres' }, { databaseUrl, warn })
    const [one, other] = await Promise.all([open(), open()])
    const here = listenTo(one)
    const there = listenTo(other)
    await cluster.kill()
    for (const seq of numbers(1, 12_000)) one.publish(hint(seq))
    await nextTurn()
    expect(here.seqs()).toEqual(numbers(1, 12_000))
    await new Promise((resolve) => setTimeout(resolve, 300))
    await cluster.restart()
    await vi.waitFor(() => expect(there.gap).toHaveBeenCalled(), { timeout: 15_000 })
    await vi.waitFor(() => expect(here.gap).toHaveBeenCalled(), { timeout: 15_000 })
    one.publish(hint(12_001))
    await vi.waitFor(() => expect(there.seqs().at(-1)).toBe(12_001), { timeout: 10_000 })
    const heard = there.seqs().map(Number)
    expect(heard).toEqual([...new Set(heard)].sort((a, b) => a - b))
    expect(heard.length).toBeLessThan(10_500)
    const complaints = warn.mock.calls.filter(([text]) => String(text).startsWith('telling the other servers failed'))
    expect(complaints).toHaveLength(1)
    await Promise.all([one.close(), other.close()])
    await cluster.stop()
  })

  test('a listener whose server does not answer connects again when it does', async () => {
    const cluster = await startCluster()
    if (cluster === null) throw new Error('no PostgreSQL to freeze')
    const databaseUrl = await cluster.createDatabase()
    const reconnected = vi.fn()
    const settings = { databaseUrl, channel: 'baton_test', hear: () => {}, reconnected, warn: () => {} }
    const listener = await openListener({ ...settings, heartbeatMs: 100, answerMs: 300 })
    const thaw = cluster.freeze()
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    expect(reconnected).not.toHaveBeenCalled()
    thaw()
    await vi.waitFor(() => expect(reconnected).toHaveBeenCalledOnce(), { timeout: 15_000 })
    await listener.close()
    await cluster.stop()
  })

  test('closing does not wait for a server that is gone', async () => {
    const cluster = await startCluster()
    if (cluster === null) throw new Error('no PostgreSQL to take away')
    const databaseUrl = await cluster.createDatabase()
    const bus = await openBus({ kind: 'postgres' }, { databaseUrl, warn: () => {} })
    await cluster.stop()
    bus.publish(hint(1))
    const before = performance.now()
    await bus.close()
    expect(performance.now() - before).toBeLessThan(3_500)
  })
})

describe('envelopes', () => {
  test('take as many messages as fit, counted in bytes, and one at least', () => {
    const waiting = Array.from({ length: 10 }, () => JSON.stringify('ö'.repeat(1_000)))
    const sizes: number[] = []
    while (waiting.length > 0) sizes.push(takeBatch(waiting).length)
    expect(sizes).toEqual([3, 3, 3, 1])
    expect(takeBatch(['x'.repeat(9_000), 'y'])).toHaveLength(1)
  })

  test('come out as they went in', () => {
    const messages = [hint(1), hint(2, { text: 'a "quoted" word' })]
    const envelope = writeEnvelope(
      'origin',
      7,
      messages.map((message) => JSON.stringify(message)),
    )
    expect(readEnvelope(envelope)).toEqual({ origin: 'origin', number: 7, messages })
  })

  test('are followed by number for each origin apart', () => {
    const order = followEnvelopes()
    expect(order.judge('one', 5)).toBe('next')
    expect(order.judge('other', 1)).toBe('next')
    expect(order.judge('one', 6)).toBe('next')
    expect(order.judge('one', 6)).toBe('repeated')
    expect(order.judge('one', 8)).toBe('after a gap')
    expect(order.judge('one', 9)).toBe('next')
    order.forget()
    expect(order.judge('other', 9)).toBe('next')
  })
})

async function withClient<T>(databaseUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** The channel that the buses of this database listen to, read off their sessions. */
async function channelOfListeners(databaseUrl: string): Promise<string> {
  const { rows } = await withClient(databaseUrl, (client) =>
    client.query<{ query: string }>(
      `select query from pg_stat_activity where datname = current_database() and query like 'listen %'`,
    ),
  )
  return /"(.*)"/.exec(rows[0]?.query ?? '')?.[1] ?? ''
}

async function cutListeners(databaseUrl: string): Promise<void> {
  const { rows } = await withClient(databaseUrl, (client) =>
    client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen %'`,
    ),
  )
  expect(rows).toHaveLength(2)
}
