/** A piece of an article, found for a question. */
export type Passage = {
  knowledgeId: string
  title: string
  url: string | null
  /** As written, about 600 to 900 characters; starts with the heading that it stands under, if any. */
  text: string
  /** How much of what was asked this passage speaks about: from 0 (nothing) to 1 (every word of substance). */
  score: number
}

/** An article that a bot may answer from. `updatedAt` in milliseconds: of two equal passages the newer comes first. */
export type Article = { id: string; title: string; url: string | null; text: string; updatedAt: number }

export type KnowledgeSearch = {
  /** The best passages first, at most `limit`; empty when nothing shares a word with the query. */
  search: (botId: string, query: string, limit: number) => Promise<readonly Passage[]>
  /** Forgets what was read of this bot's knowledge; the next search reads it again. */
  invalidate: (botId: string) => void
}
