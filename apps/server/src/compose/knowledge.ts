import { knowledgeLimits } from '@baton/protocol'
import type { AddressGuard } from '../guard/address-guard.ts'
import { collecting } from '../knowledge/collect-pages.ts'
import { createKnowledgeIndex } from '../knowledge/knowledge-index.ts'
import { manageKnowledge } from '../knowledge/manage-knowledge.ts'
import { createReadSafely } from '../knowledge/read/read-safely.ts'
import { knowledgeHandler } from '../knowledge/read-knowledge.ts'
import { createSearchByMeaning } from '../knowledge/search-by-meaning.ts'
import { embeddersOf } from './embeddings.ts'
import type { Ports, Stores, Warn } from './stores.ts'

/** What one document may take. A server has room for customers while two are read. */
const limits = {
  ...{ ms: 30_000, heapMb: 384, processMb: 640, atOnce: 2, characters: knowledgeLimits.read },
  sitemapBytes: collecting.bytes,
}

type Deps = { stores: Stores; guard: AddressGuard; ports: Ports; warn: Warn; wake: () => void }

/** What bots know: how it comes in, how it is read, and how it is searched. */
export function composeKnowledge({ stores, guard, ports, warn, wake }: Deps) {
  const { knowledge: store, knowledgeChanges: changes } = stores
  const words = createKnowledgeIndex({
    load: store.all,
    version: async (botId) => String(await store.version(botId)),
  })
  const embedderOf = embeddersOf(stores, guard.fetch)
  const { vectors } = stores
  const meaning = createSearchByMeaning({ words, vectors, embedderOf, wake, warn, now: ports.now })
  return {
    search: meaning.search,
    manage: manageKnowledge({ store, changes, checkUrl: guard.checkUrl, wake }),
    reading: knowledgeHandler({
      ...{ guard, wake, now: ports.now, readSafely: createReadSafely(limits) },
      fillVectors: meaning.fill,
      ...{ store: stores.knowledgeReading, pages: stores.knowledgePages },
    }),
  }
}
