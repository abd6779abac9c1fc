import type { Generated } from 'kysely'

/**
 * Every table but those of the credentials library, as both databases hold them: ids and JSON as text, times as
 * integer milliseconds since the epoch, booleans as 0 or 1.
 */
export type Schema = {
  settings: SettingsTable
  teams: TeamsTable
  members: MembersTable
  member_presence: MemberPresenceTable
  invitations: InvitationsTable
  api_keys: ApiKeysTable
  bots: BotsTable
  power_ups: PowerUpsTable
  knowledge: KnowledgeTable
  customers: CustomersTable
  conversations: ConversationsTable
  events: EventsTable
  reads: ReadsTable
  outbox: OutboxTable
  webhooks: WebhooksTable
  webhook_deliveries: WebhookDeliveriesTable
  bot_errors: BotErrorsTable
}

export type Flag = 0 | 1

/** Facts of the installation, e.g. the fingerprint of the secret and the set-up link's hash. */
export type SettingsTable = { key: string; value: string }

export type TeamsTable = { id: string; name: string; created_at: number; deleted_at: number | null }

export type MembersTable = {
  id: string
  team_id: string
  /** Id of the person's account in the credentials library's tables. */
  user_id: string
  name: string
  email: string
  role: string
  created_at: number
  /** Set when removed: the row stays because the log names its author. */
  removed_at: number | null
}

/** When a member was last seen with an open socket or acting; its own table because it is written often. */
export type MemberPresenceTable = { member_id: string; last_seen_at: number }

export type InvitationsTable = {
  id: string
  team_id: string
  email: string
  role: string
  token_hash: string
  invited_by: string
  created_at: number
  expires_at: number
  accepted_at: number | null
  revoked_at: number | null
}

export type ApiKeysTable = {
  id: string
  team_id: string
  member_id: string
  name: string
  role: string
  key_hash: string
  prefix: string
  created_at: number
  last_used_at: number | null
  revoked_at: number | null
}

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

export type CustomersTable = { id: string; team_id: string; bot_id: string; created_at: number }

export type ConversationsTable = {
  id: string
  team_id: string
  bot_id: string
  customer_id: string
  start_key_hash: string
  state: string
  engagement: number
  last_seq: number
  started_at: number
  customer_name: string | null
  customer_email: string | null
  last_customer_seq: number
  answered_seq: number
  unanswered_since: number | null
  turn_id: string | null
  offer_reason: string | null
  contact_mailed_at: number | null
  escalation_reason: string | null
  escalation_note: string | null
  escalated_at: number | null
  bot_holds: Flag
  agent_id: string | null
  agent_name: string | null
  claimed_at: number | null
  released_by: string | null
  close_cause: string | null
  /** For lists: when anything last happened, and the newest message. */
  last_activity_at: number
  last_message_seq: number
  last_message_at: number | null
  last_message_text: string | null
  last_message_kind: string | null
  /** Id of its author. */
  last_message_by: string | null
  last_message_name: string | null
}

export type EventsTable = {
  id: string
  conversation_id: string
  seq: number
  type: string
  at: number
  actor_kind: string
  actor_id: string | null
  actor_name: string | null
  /** Kind and id of the sender; with `client_id` it is unique in a conversation. */
  sender: string
  client_id: string | null
  engagement: number
  data: string
}

/** How far a reader has read; `reader` is a member's id, or one of the names in `store/reads.ts`. */
export type ReadsTable = { conversation_id: string; reader: string; seq: number; at: number }

export type OutboxTable = {
  id: string
  /** `bot_turn`, `webhook`, `mail`, `timer`. */
  kind: string
  /** One row for each key, for ever: planning the same effect twice is harmless. */
  key: string
  /** Jobs of one lane share a cap on how many run at once, so that a slow receiver holds up nobody else; null: no cap. */
  lane: string | null
  team_id: string
  conversation_id: string | null
  payload: string
  created_at: number
  due_at: number
  attempts: Generated<number>
  lease_until: number | null
  lease_token: string | null
  done_at: number | null
  failed_at: number | null
  last_error: string | null
}

export type WebhooksTable = {
  id: string
  team_id: string
  bot_id: string
  type: string
  url: string
  enabled: Flag
  disabled_reason: string | null
  secret_encrypted: string
  previous_secret_encrypted: string | null
  previous_secret_until: number | null
  created_at: number
  updated_at: number
  deleted_at: number | null
}

export type WebhookDeliveriesTable = {
  id: string
  webhook_id: string
  team_id: string
  conversation_id: string | null
  message_id: string
  type: string
  body: string
  status: 'waiting' | 'delivered' | 'failed' | 'cancelled'
  attempts: number
  created_at: number
  next_attempt_at: number | null
  last_attempt_at: number | null
  response_status: number | null
  response_body: string | null
  error: string | null
  duration_ms: number | null
}

/** The bot's own log of failed turns; never shown to a customer. */
export type BotErrorsTable = {
  id: string
  bot_id: string
  conversation_id: string
  at: number
  message: string
}
