import type { Generated } from 'kysely'
import type { Flag } from './flag.ts'

export type BotsTable = {
  id: string
  team_id: string
  name: string
  greeting: string
  instructions: string
  /** JSON: the model's settings, without its key. */
  model: string
  model_key_sealed: Generated<string | null>
  /** JSON: words that make the bot offer a human. */
  keywords: Generated<string>
  daily_token_cap: Generated<number | null>
  /** In millionths of the currency. */
  daily_cost_cap: Generated<number | null>
  human_takeover: Flag
  take_over_allowed: Flag
  while_waiting: 'help' | 'hold'
  agent_away_minutes: number
  unanswered_minutes: number
  colour: string
  /** Raised by every change of the bot's knowledge, so that every server knows when its index is stale. */
  knowledge_version: number
  /** The provider's model for search by meaning; null: search by words only. */
  embedding_model: string | null
  created_at: number
  updated_at: number
  deleted_at: number | null
}

export type PowerUpsTable = {
  bot_id: string
  kind: string
  enabled: Flag
  settings: string
  created_at: number
  updated_at: number
}

/** The bot's own log of failed turns; never shown to a customer. */
export type BotErrorsTable = {
  id: string
  bot_id: string
  conversation_id: string
  at: number
  message: string
}

/** What a bot's model used in one conversation on one day; `conversation_id` is empty for tests and previews. */
export type ModelUsageTable = {
  bot_id: string
  conversation_id: string
  /** Days since the epoch, UTC. */
  day: number
  calls: number
  input_tokens: number
  output_tokens: number
  /** In millionths of the currency; null where no price was set. */
  cost: number | null
}

/** What a model made of a conversation when a human was asked for; the newest one of each conversation. */
export type ConversationSummariesTable = {
  conversation_id: string
  /** The newest event that it had read. */
  seq: number
  at: number
  /** JSON. */
  points: string
}
