import type { Database } from '../database/database.ts'
import { insertOutbox, jobRow } from './outbox.ts'

export type KnowledgeVectors = ReturnType<typeof openKnowledgeVectors>
type Ports = { now: () => number; newId: () => string }

const ROWS_AT_ONCE = 200

/** A `state` may come again: its vectors were removed when another model made them, or a text was changed and changed back. */
const ASK_AGAIN_MS = 60_000

/** Search by meaning: a bot's model for it, and the vectors of its passages by their hash. */
export function openKnowledgeVectors(database: Database, { now, newId }: Ports) {
  const { db } = database
  return {
    modelOf: async (botId: string): Promise<string | null> => {
      const row = await db.selectFrom('bots').select('embedding_model').where('id', '=', botId).executeTakeFirst()
      return row?.embedding_model ?? null
    },
    setModel: async (botId: string, model: string | null): Promise<void> => {
      await db.updateTable('bots').set({ embedding_model: model }).where('id', '=', botId).execute()
    },
    load: async (botId: string): Promise<Map<string, Float32Array>> => {
      const rows = await db
        .selectFrom('knowledge_vectors')
        .select(['hash', 'vector'])
        .where('bot_id', '=', botId)
        .execute()
      return new Map(rows.map(({ hash, vector }) => [hash, fromText(vector)]))
    },
    keep: async (botId: string, vectors: readonly { hash: string; vector: Float32Array }[]): Promise<void> => {
      if (vectors.length === 0) return
      await db
        .insertInto('knowledge_vectors')
        .values(vectors.map(({ hash, vector }) => ({ bot_id: botId, hash, vector: toText(vector) })))
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    remove: async (botId: string, hashes: readonly string[]): Promise<void> => {
      for (let from = 0; from < hashes.length; from += ROWS_AT_ONCE) {
        const some = hashes.slice(from, from + ROWS_AT_ONCE)
        await db.deleteFrom('knowledge_vectors').where('bot_id', '=', botId).where('hash', 'in', some).execute()
      }
    },
    /** Has the missing vectors of a bot filled in: once for each `state` of its knowledge, and again not before a minute later. */
    ask: (botId: string, state: string): Promise<void> =>
      database.transact(async (tx) => {
        const bot = await tx.selectFrom('bots').select('team_id').where('id', '=', botId).executeTakeFirst()
        if (bot === undefined) return
        const key = `knowledge_vectors:${botId}:${state}`
        const asked = now() - ASK_AGAIN_MS
        await tx
          .deleteFrom('outbox')
          .where('kind', '=', 'knowledge')
          .where('key', '=', key)
          .where((eb) => eb.or([eb('done_at', '<', asked), eb('failed_at', '<', asked)]))
          .execute()
        const job = { id: newId(), kind: 'knowledge' as const, key, lane: botId }
        const about = { teamId: bot.team_id, conversationId: null, payload: { vectorsOf: botId }, createdAt: now() }
        await insertOutbox(tx, [jobRow({ ...job, ...about })])
      }),
  }
}

function toText(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64')
}

function fromText(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64')
  return new Float32Array(Uint8Array.from(bytes).buffer)
}
