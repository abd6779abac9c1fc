import type { Flag } from './flag.ts'

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
  /** JSON: what the customer last left for the team. */
  lead: string | null
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
  /** What the browser said of itself when the conversation began; text of a stranger's. */
  page_url: string | null
  page_title: string | null
  page_referrer: string | null
  language: string | null
  user_agent: string | null
}

/** The words of one message (`seq`), or of the customer's name and address (0). A tsvector on PostgreSQL. */
export type ConversationWordsTable = { conversation_id: string; seq: number; words: string }

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
