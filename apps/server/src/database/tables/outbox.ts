import type { Generated } from 'kysely'
import type { Flag } from './flag.ts'

export type OutboxTable = {
  id: string
  /** `bot_turn`, `webhook`, `mail`, `timer`, `knowledge`. */
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
