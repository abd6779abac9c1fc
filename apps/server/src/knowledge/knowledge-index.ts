import { type BotIndex, buildBotIndex } from './bot-index.ts'
import type { Article, KnowledgeSearch, Passage } from './knowledge-search.ts'

/** Where knowledge comes from, and how much of it may be kept in memory. */
export type KnowledgeSource = {
  /** Every article of the bot. */
  load: (botId: string) => Promise<readonly Article[]>
  /** Cheap; changes whenever the bot's articles do, on whichever server they were changed. */
  version: (botId: string) => Promise<string>
  /** Characters of text that indexes kept for later may hold together. The one last used is kept whatever its size. */
  maxCharacters?: number
}

/** Everything that a bot could find, without scores. */
export type AllPassages = { passages: (botId: string) => Promise<readonly Passage[]> }

const MAX_CHARACTERS = 20_000_000
const MAX_LIMIT = 50

type Kept = { version: string; index: Promise<BotIndex>; characters: number; built: boolean }

/**
 * Knowledge search over articles read on demand. An index is built at a bot's first search and again when the source
 * tells another version; searches that come meanwhile share one build, and of one bot there is one build at a time, however
 * often its knowledge changes meanwhile. A failed build is thrown to whoever searched
 * and tried afresh by the next search.
 */
export function createKnowledgeIndex({
  load,
  version,
  maxCharacters = MAX_CHARACTERS,
}: KnowledgeSource): KnowledgeSearch & AllPassages {
  /** Least recently used first. */
  const kept = new Map<string, Kept>()

  const build = (botId: string, current: string): Promise<BotIndex> => {
    const entry: Kept = { version: current, index: load(botId).then(buildBotIndex), characters: 0, built: false }
    kept.set(botId, entry)
    entry.index.then(
      (index) => {
        entry.built = true
        entry.characters = index.characters
        dropOldest(kept, maxCharacters)
      },
      () => {
        if (kept.get(botId) === entry) kept.delete(botId)
      },
    )
    return entry.index
  }

  const indexOf = async (botId: string): Promise<BotIndex> => {
    // Read before the articles: a change between the two costs one more build, never a stale answer.
    const current = await version(botId)
    const found = kept.get(botId)
    if (found?.version === current) {
      kept.delete(botId)
      kept.set(botId, found)
      return found.index
    }
    if (found === undefined || found.built) return build(botId, current)
    // A sitemap that is being read changes it from second to second; builds side by side would only hold each other up.
    await found.index.catch(() => undefined)
    const next = kept.get(botId)
    // What was begun meanwhile knows all that was there when this search asked.
    return next === undefined || next === found ? build(botId, current) : next.index
  }

  return {
    search: async (botId, query, limit) =>
      (await indexOf(botId)).search(query, Math.min(Math.max(limit, 0), MAX_LIMIT)),
    invalidate: (botId) => void kept.delete(botId),
    passages: async (botId) => (await indexOf(botId)).passages,
  }
}

function dropOldest(kept: Map<string, Kept>, maxCharacters: number): void {
  let held = [...kept.values()].reduce((sum, { characters }) => sum + characters, 0)
  for (const [botId, { characters }] of kept) {
    if (held <= maxCharacters || kept.size === 1) return
    kept.delete(botId)
    held -= characters
  }
}
