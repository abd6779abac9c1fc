import type { UsageCount } from '@baton/protocol'
import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/** What one call of a model used. `cost` is in millionths of the currency; null where the model has no price. */
export type Use = { inputTokens: number; outputTokens: number; cost: number | null }

const DAY_MS = 86_400_000
const MICROS = 1_000_000

export type ModelUsage = ReturnType<typeof openModelUsage>

/** What the bots' models use, by conversation and day (UTC). */
export function openModelUsage({ db }: Database, { now }: { now: () => number }) {
  const today = () => Math.floor(now() / DAY_MS)
  const daysOf = async (botId: string, from: number): Promise<Counted[]> => {
    const rows = await db
      .selectFrom('model_usage')
      .select(['day', (of) => of.fn.sum('calls').as('calls'), (of) => of.fn.sum('input_tokens').as('input')])
      .select([(of) => of.fn.sum('output_tokens').as('output'), (of) => of.fn.sum('cost').as('cost')])
      .where('bot_id', '=', botId)
      .where('day', '>=', from)
      .groupBy('day')
      .orderBy('day')
      .execute()
    // A sum is a text on PostgreSQL.
    return rows.map((row) => ({
      day: row.day,
      calls: Number(row.calls),
      inputTokens: Number(row.input),
      outputTokens: Number(row.output),
      cost: row.cost === null ? null : Number(row.cost),
    }))
  }
  return {
    /** Counts one call. `conversationId` is null for tests and previews. */
    add: async (botId: string, conversationId: string | null, use: Use): Promise<void> => {
      const at = { bot_id: botId, conversation_id: conversationId ?? '', day: today() }
      const counts = { calls: 1, input_tokens: use.inputTokens, output_tokens: use.outputTokens, cost: use.cost }
      await db
        .insertInto('model_usage')
        .values({ ...at, ...counts })
        .onConflict((conflict) =>
          conflict.columns(['bot_id', 'day', 'conversation_id']).doUpdateSet({
            calls: sql`model_usage.calls + 1`,
            input_tokens: sql`model_usage.input_tokens + excluded.input_tokens`,
            output_tokens: sql`model_usage.output_tokens + excluded.output_tokens`,
            cost: sql`case when excluded.cost is null then model_usage.cost else coalesce(model_usage.cost, 0) + excluded.cost end`,
          }),
        )
        .execute()
    },
    /** What the bot used today: tokens, and millionths of the currency. */
    today: async (botId: string): Promise<{ tokens: number; cost: number }> => {
      const count = total(await daysOf(botId, today()))
      return { tokens: count.inputTokens + count.outputTokens, cost: count.cost ?? 0 }
    },
    /** The last 30 days, oldest first, with today's and their sums. */
    ofBot: async (botId: string) => {
      const days = await daysOf(botId, today() - 29)
      return {
        today: shown(total(days.filter(({ day }) => day === today()))),
        last30Days: shown(total(days)),
        days: days.map((one) => ({ ...shown(one), day: new Date(one.day * DAY_MS).toISOString().slice(0, 10) })),
      }
    },
    /** Everything that one conversation used. */
    ofConversation: async (conversationId: string): Promise<UsageCount> => {
      const rows = await db
        .selectFrom('model_usage')
        .selectAll()
        .where('conversation_id', '=', conversationId)
        .execute()
      return shown(
        total(
          rows.map(({ calls, cost, input_tokens: inputTokens, output_tokens: outputTokens }) => ({
            ...{ calls, cost, inputTokens, outputTokens },
          })),
        ),
      )
    },
  }
}

type Counts = { calls: number; inputTokens: number; outputTokens: number; cost: number | null }
type Counted = Counts & { day: number }

function total(all: readonly Counts[]): Counts {
  const add = (sum: Counts, one: Counts): Counts => ({
    calls: sum.calls + one.calls,
    inputTokens: sum.inputTokens + one.inputTokens,
    outputTokens: sum.outputTokens + one.outputTokens,
    cost: one.cost === null ? sum.cost : (sum.cost ?? 0) + one.cost,
  })
  return all.reduce(add, { calls: 0, inputTokens: 0, outputTokens: 0, cost: null })
}

function shown({ calls, inputTokens, outputTokens, cost }: Counts): UsageCount {
  return { calls, inputTokens, outputTokens, cost: cost === null ? null : cost / MICROS }
}
