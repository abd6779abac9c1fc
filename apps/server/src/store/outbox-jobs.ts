import type { OutboxJob, OutboxJobStatus } from '@baton/protocol'
import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Database } from '../database/database.ts'
import type { OutboxTable } from '../database/tables/outbox.ts'
import { iso } from '../present/plain.ts'
import { fromCursor, pageOf } from './cursors.ts'
import { retryFailedJob } from './retry-job.ts'

/** A job that is due for longer than this counts as overdue, in milliseconds. */
const OVERDUE_MS = 60_000

type Ask = { teamId: string; status: OutboxJobStatus; limit: number; cursor?: string | undefined }

export type OutboxJobs = ReturnType<typeof openOutboxJobs>

/** The jobs of a team as its owners and admins see them: what waits, and what has failed for good. */
export function openOutboxJobs(database: Database) {
  const { db } = database
  const unfinished = () => db.selectFrom('outbox').where('done_at', 'is', null).where('failed_at', 'is', null)
  return {
    /** Failed: the newest first. Waiting: what is due next first; timers, which only wait for their time, are left out. */
    list: async ({ teamId, status, limit, cursor }: Ask) => {
      const [at, id] = fromCursor(cursor) ?? [status === 'failed' ? Number.MAX_SAFE_INTEGER : 0, '']
      const rows =
        status === 'failed'
          ? await db
              .selectFrom('outbox')
              .selectAll()
              .where('team_id', '=', teamId)
              .where('failed_at', 'is not', null)
              .where((eb) => eb(eb.refTuple('failed_at', 'id'), '<', eb.tuple(at, id)))
              .orderBy('failed_at', 'desc')
              .orderBy('id', 'desc')
              .limit(limit + 1)
              .execute()
          : await unfinished()
              .selectAll()
              .where('team_id', '=', teamId)
              .where('kind', '<>', 'timer')
              .where((eb) => eb(eb.refTuple('due_at', 'id'), '>', eb.tuple(at, id)))
              .orderBy('due_at')
              .orderBy('id')
              .limit(limit + 1)
              .execute()
      const webhooks = await webhooksOf(database, rows)
      const item = (row: Row) => toJob(row, webhooks.get(row.lane ?? '') ?? null)
      return pageOf(rows, limit, { item, position: (row) => [row.failed_at ?? row.due_at, row.id] })
    },
    state: async (teamId: string): Promise<{ waiting: number; failed: number; overdueSince: string | null }> => {
      const now = await database.now()
      const waiting = await unfinished()
        .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.min('due_at').as('first')])
        .where('team_id', '=', teamId)
        .where('kind', '<>', 'timer')
        .executeTakeFirstOrThrow()
      const failed = await db
        .selectFrom('outbox')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('team_id', '=', teamId)
        .where('failed_at', 'is not', null)
        .executeTakeFirstOrThrow()
      const first = waiting.first === null ? null : Number(waiting.first)
      const overdueSince = first !== null && now - first > OVERDUE_MS ? iso(first) : null
      return { waiting: Number(waiting.count), failed: Number(failed.count), overdueSince }
    },
    retry: (teamId: string, jobId: string) => retryFailedJob(database, teamId, jobId),
    /** For metrics: by kind, over all teams, what waits, since when the oldest is due, and what has failed. */
    backlog: async () => {
      const now = await database.now()
      const rows = await db
        .selectFrom('outbox')
        .select((eb) => [
          'kind',
          eb.fn.countAll<number>().filterWhere('failed_at', 'is', null).as('waiting'),
          eb.fn.countAll<number>().filterWhere('failed_at', 'is not', null).as('failed'),
          eb.fn.min('due_at').filterWhere('failed_at', 'is', null).as('first'),
        ])
        .where('done_at', 'is', null)
        .groupBy('kind')
        .execute()
      return rows.map(({ kind, waiting, failed, first }) => ({
        ...{ kind, waiting: Number(waiting), failed: Number(failed) },
        overdueMs: first === null ? 0 : Math.max(0, now - Number(first)),
      }))
    },
  }
}

const About = z.object({ about: z.string() })

type Row = Selectable<OutboxTable>

/** The webhooks whose deliveries these are, by id. */
async function webhooksOf({ db }: Database, rows: readonly Row[]): Promise<Map<string, { id: string; botId: string }>> {
  const ids = rows.flatMap(({ kind, lane }) => (kind === 'webhook' && lane !== null ? [lane] : []))
  if (ids.length === 0) return new Map()
  const found = db.selectFrom('webhooks').select(['id', 'bot_id']).where('id', 'in', ids)
  const there = await found.where('deleted_at', 'is', null).execute()
  return new Map(there.map(({ id, bot_id }) => [id, { id, botId: bot_id }]))
}

function toJob(row: Row, webhook: OutboxJob['webhook']): OutboxJob {
  const about = About.safeParse(JSON.parse(row.payload))
  return {
    id: row.id,
    kind: row.kind,
    about: about.success ? about.data.about : null,
    status: row.failed_at === null ? 'waiting' : 'failed',
    conversationId: row.conversation_id,
    webhook,
    attempts: row.attempts,
    createdAt: iso(row.created_at),
    at: iso(row.failed_at ?? row.due_at),
    error: row.last_error,
  }
}
