import { type RawBuilder, type Selectable, sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { OutboxTable } from '../database/tables/outbox.ts'
import type { JobKind } from './outbox.ts'

/** A job as its handler sees it. `attempts` counts this one. */
export type Job = {
  id: string
  kind: JobKind
  key: string
  lane: string | null
  teamId: string
  conversationId: string | null
  payload: unknown
  attempts: number
  createdAt: number
}

/** One server's right to a job. It ends by the database's clock, or when somebody else has got the job. */
export type Lease = { jobId: string; token: string }

export type Ask = {
  kind: JobKind
  limit: number
  leaseMs: number
  token: string
  /** Jobs due by now, by the clock of the one who asks: whoever wrote a job finds it due at once. */
  now: number
  /** One job is taken of each lane, or of each team. */
  by: 'lane' | 'team'
  /** The lanes, or teams, of which none is taken. */
  full: readonly string[]
  /** How many jobs each team has running where this is asked: who has the fewest is next. */
  running: ReadonlyMap<string, number>
}

/**
 * Takes up to `limit` due jobs that nobody holds, one of each lane or team: what has many jobs is neither ahead of the others nor
 * looked through. The next is always of the team that would have the fewest running; of several the one that is longest due.
 * No two servers get the same job at a time.
 */
export async function leaseJobs(database: Database, ask: Ask): Promise<Job[]> {
  const clock = clockOf(database)
  const rows = await database.db
    .with(
      (cte) => cte('picked').materialized(),
      (db) => {
        const free = db
          .selectFrom('outbox')
          .select('id')
          .where('id', 'in', nextInTurn(ask, clock))
          // Asked again of the row that is locked: another server may have had it meanwhile.
          .where('done_at', 'is', null)
          .where('failed_at', 'is', null)
          .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<', clock)]))
        return database.kind === 'postgres' ? free.forUpdate().skipLocked() : free
      },
    )
    .updateTable('outbox')
    .set((eb) => ({
      lease_until: sql<number>`${clock} + ${ask.leaseMs}`,
      lease_token: ask.token,
      attempts: eb('attempts', '+', 1),
    }))
    .where('id', 'in', (eb) => eb.selectFrom('picked').select('picked.id'))
    .returning(['id', 'key', 'lane', 'team_id', 'conversation_id', 'payload', 'attempts', 'created_at', 'due_at'])
    .execute()
  return rows.sort((one, other) => one.due_at - other.due_at).map((row) => toJob(row, ask.kind))
}

/**
 * The longest due free job of each lane or team, in the order of their turns; found by going from one lane to the next in the
 * index, so that what one has left over costs nothing. Jobs without a lane are each their own.
 *
 * Written so that PostgreSQL goes by the indexes also while it knows nothing of the table yet: a row at a time, never a join.
 */
function nextInTurn({ kind, now, by, full, running, limit }: Ask, clock: RawBuilder<number>): RawBuilder<string> {
  const open = sql`o.kind = ${kind} and o.done_at is null and o.failed_at is null`
  const free = sql`${open} and o.due_at <= ${now} and (o.lease_until is null or o.lease_until < ${clock})`
  const share = by === 'team' ? sql`o.team_id` : sql`o.lane`
  const allowed = full.length === 0 ? sql`true` : sql`shares.share not in (${sql.join(full)})`
  const alone = sql`union all
    select alone.id from (select o.id from outbox o where ${free} and o.lane is null order by o.due_at limit ${limit}) alone`
  return sql`(
    with recursive shares (share) as (
      select (select ${share} from outbox o where ${open} and ${share} is not null order by ${share} limit 1)
      union all
      select (select ${share} from outbox o where ${open} and ${share} > shares.share order by ${share} limit 1)
      from shares where shares.share is not null
    ), heads (id) as (
      select (select o.id from outbox o where ${free} and ${share} = shares.share order by o.due_at limit 1)
      from shares where shares.share is not null and ${allowed}
      ${by === 'lane' ? alone : sql``}
    ), told (id, team_id, due_at) as (
      select heads.id, (select o.team_id from outbox o where o.id = heads.id), (select o.due_at from outbox o where o.id = heads.id)
      from heads where heads.id is not null
    )
    select turns.id from (
      select id, due_at, row_number() over (partition by team_id order by due_at) + ${runningOf(running)} as place from told
    ) turns order by turns.place, turns.due_at limit ${limit}
  )`
}

/** How many jobs of a row's team are running. */
function runningOf(running: ReadonlyMap<string, number>): RawBuilder<number> {
  if (running.size === 0) return sql`0`
  const counts = [...running].map(([teamId, count]) => sql`when ${teamId} then ${sql.lit(count)}`)
  return sql`case team_id ${sql.join(counts, sql` `)} else 0 end`
}

type Row = Selectable<OutboxTable>
type Taken = 'id' | 'key' | 'lane' | 'team_id' | 'conversation_id' | 'payload' | 'attempts' | 'created_at'

function toJob(row: Pick<Row, Taken>, kind: JobKind): Job {
  return {
    ...{ id: row.id, kind, key: row.key, lane: row.lane, attempts: row.attempts },
    teamId: row.team_id,
    conversationId: row.conversation_id,
    payload: JSON.parse(row.payload),
    createdAt: row.created_at,
  }
}

/** Keeps a job for another `leaseMs`; false when it is no longer ours. */
export function renewLease(database: Database, lease: Lease, leaseMs: number): Promise<boolean> {
  const clock = clockOf(database)
  return write(database, lease, { lease_until: sql<number>`${clock} + ${leaseMs}` })
}

/** Each of these ends the lease, and answers false (nothing written) when the job is no longer ours. */
export function finishJob(database: Database, lease: Lease): Promise<boolean> {
  return write(database, lease, { ...letGo, done_at: clockOf(database), last_error: null })
}

export function failJob(database: Database, lease: Lease, error: string): Promise<boolean> {
  return write(database, lease, { ...letGo, failed_at: clockOf(database), last_error: error.slice(0, MAX_ERROR) })
}

/** @param next when to try again; `payload`: what is left to do, when that has changed */
export function retryJob(
  database: Database,
  lease: Lease,
  next: { at: number; error: string; payload?: unknown },
): Promise<boolean> {
  const left = next.payload === undefined ? {} : { payload: JSON.stringify(next.payload) }
  return write(database, lease, {
    ...letGo,
    due_at: Math.round(next.at),
    last_error: next.error.slice(0, MAX_ERROR),
    ...left,
  })
}

/** Gives a job back as if it had not been taken. */
export function releaseJob(database: Database, lease: Lease): Promise<boolean> {
  return write(database, lease, { ...letGo, attempts: sql<number>`attempts - 1` })
}

const MAX_ERROR = 500
const letGo = { lease_until: null, lease_token: null }

type Values = {
  lease_until?: number | null | RawBuilder<number>
  lease_token?: null
  attempts?: RawBuilder<number>
  due_at?: number
  payload?: string
  done_at?: RawBuilder<number>
  failed_at?: RawBuilder<number>
  last_error?: string | null
}

async function write(database: Database, lease: Lease, values: Values): Promise<boolean> {
  const result = await database.db
    .updateTable('outbox')
    .set(values)
    .where('id', '=', lease.jobId)
    .where('lease_token', '=', lease.token)
    .where('done_at', 'is', null)
    .where('failed_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The clock that all servers share, within a statement; in milliseconds. */
function clockOf(database: Database): RawBuilder<number> {
  return database.kind === 'postgres'
    ? sql<number>`round(extract(epoch from clock_timestamp()) * 1000)::bigint`
    : sql<number>`cast(round(unixepoch('subsec') * 1000) as integer)`
}
