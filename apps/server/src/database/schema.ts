import type {
  BotErrorsTable,
  BotsTable,
  ConversationSummariesTable,
  ModelUsageTable,
  PowerUpsTable,
} from './tables/bots.ts'
import type {
  ConversationsTable,
  ConversationWordsTable,
  CustomersTable,
  EventsTable,
  ReadsTable,
} from './tables/conversations.ts'
import type { KnowledgeFilesTable, KnowledgeTable, KnowledgeVectorsTable } from './tables/knowledge.ts'
import type {
  MailCountsTable,
  MailOriginsTable,
  OutboxTable,
  UsedMailedLinksTable,
  WebhookAttemptsTable,
  WebhookDeliveriesTable,
  WebhooksTable,
} from './tables/outbox.ts'
import type {
  ApiKeysTable,
  AvatarsTable,
  InvitationsTable,
  MemberPreferencesTable,
  MemberPresenceTable,
  MembersTable,
  TeamsTable,
  UsedCodesTable,
} from './tables/people.ts'
import type {
  AllowedSitesTable,
  BotAvatarsTable,
  CustomerIdentitiesTable,
  EndedCustomerTokensTable,
  WebChannelsTable,
} from './tables/web-channels.ts'

/**
 * Every table but those of the credentials library, as both databases hold them: ids and JSON as text, times as
 * integer milliseconds since the epoch, booleans as 0 or 1.
 */
export type Schema = {
  settings: SettingsTable
  teams: TeamsTable
  members: MembersTable
  member_presence: MemberPresenceTable
  member_preferences: MemberPreferencesTable
  avatars: AvatarsTable
  used_codes: UsedCodesTable
  invitations: InvitationsTable
  api_keys: ApiKeysTable
  bots: BotsTable
  power_ups: PowerUpsTable
  knowledge: KnowledgeTable
  knowledge_files: KnowledgeFilesTable
  knowledge_vectors: KnowledgeVectorsTable
  customers: CustomersTable
  conversations: ConversationsTable
  events: EventsTable
  conversation_words: ConversationWordsTable
  reads: ReadsTable
  outbox: OutboxTable
  mail_counts: MailCountsTable
  used_mailed_links: UsedMailedLinksTable
  mail_origins: MailOriginsTable
  webhooks: WebhooksTable
  webhook_deliveries: WebhookDeliveriesTable
  webhook_attempts: WebhookAttemptsTable
  bot_errors: BotErrorsTable
  model_usage: ModelUsageTable
  conversation_summaries: ConversationSummariesTable
  web_channels: WebChannelsTable
  allowed_sites: AllowedSitesTable
  bot_avatars: BotAvatarsTable
  customer_identities: CustomerIdentitiesTable
  ended_customer_tokens: EndedCustomerTokensTable
}

/** Facts of the installation, e.g. the fingerprint of the secret and the set-up link's hash. */
export type SettingsTable = { key: string; value: string }
