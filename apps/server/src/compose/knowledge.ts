import { knowledgeLimits } from '@baton/protocol'
import { createKnowledgeIndex } from '../knowledge/knowledge-index.ts'
import { manageKnowledge } from '../knowledge/manage-knowledge.ts'
import { createReadSafely } from '../knowledge/read/read-safely.ts'
import { knowledgeHandler } from '../knowledge/read-knowledge.ts'
import type { Stores } from './stores.ts'

/** What one document may take. A server has room for customers while two are read. */
const limits = { ms: 30_000, heapMb: 384, buffersMb: 384, atOnce: 2, characters: knowledgeLimits.read }

/** What bots know: how it comes in, how it is read, and how it is searched. */
export function composeKnowledge({ stores, wake }: { stores: Stores; wake: () => void }) {
  const { knowledge: store, knowledgeChanges: changes, knowledgeReading } = stores
  const { search } = createKnowledgeIndex({
    load: store.all,
    version: async (botId) => String(await store.version(botId)),
  })
  return {
    search,
    manage: manageKnowledge({ store, changes, wake }),
    reading: knowledgeHandler({ store: knowledgeReading, readSafely: createReadSafely(limits) }),
  }
}
