import type { Flag } from './flag.ts'

export type BotsTable = {
  id: string
  team_id: string
  name: string
  greeting: string
  instructions: string
  model: string
  human_takeover: Flag
  take_over_allowed: Flag
  while_waiting: 'help' | 'hold'
  agent_away_minutes: number
  unanswered_minutes: number
  colour: string
  /** Raised by every change of the bot's knowledge, so that every server knows when its index is stale. */
  knowledge_version: number
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

export type KnowledgeTable = {
  id: string
  bot_id: string
  title: string
  source: 'text' | 'url' | 'file'
  url: string | null
  text: string
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
