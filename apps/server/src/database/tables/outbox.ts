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
  /** Why the system switched it off; null when a person did, or when it is on. */
  disabled_reason: 'gone' | 'failing' | null
  disabled_at: number | null
  secret_encrypted: string
  previous_secret_encrypted: string | null
  previous_secret_until: number | null
  include_customer: Generated<Flag>
  include_text: Generated<Flag>
  in_order: Generated<Flag>
  /** Attempts that failed since the newest success or switching on, and since when; tests are not counted. */
  failures: Generated<number>
  failing_since: number | null
  /** Its receiver asked for a pause that lasts until then. */
  paused_until: number | null
  last_attempt_at: number | null
  last_status: number | null
  last_error: string | null
  created_at: number
  updated_at: number
  deleted_at: number | null
}

export type WebhookDeliveriesTable = {
  id: string
  webhook_id: string
  team_id: string
  /** Null for tests. */
  conversation_id: string | null
  message_id: string
  type: string
  body: string
  sequence: number | null
  /** `held`: kept for when the webhook is switched on again, because the system switched it off. */
  status: 'waiting' | 'held' | 'delivered' | 'failed' | 'cancelled'
  out_of_order: Generated<Flag>
  /** When it was written, or released after it had been held. Those that keep order wait for it for some time from then. */
  queued_at: Generated<number>
  attempts: number
  created_at: number
  next_attempt_at: number | null
  last_attempt_at: number | null
  response_status: number | null
  error: string | null
  duration_ms: number | null
}

export type WebhookAttemptsTable = {
  id: string
  delivery_id: string
  at: number
  url: string
  /** JSON of names and values. */
  request_headers: string
  response_status: number | null
  response_headers: string | null
  response_body: string | null
  error: string | null
  duration_ms: number
}
/** How many mails one scope (`bot:…`, `origin:…`) had in one hour since the epoch. */
export type MailCountsTable = { scope: string; hour: number; count: number }

/** A link in a mail to a proven customer that was used, by the browser with this key. */
export type UsedMailedLinksTable = { id: string; key_hash: string; expires_at: number }

/** From where the address in a conversation was left, as a keyed hash. */
export type MailOriginsTable = { conversation_id: string; origin: string }
