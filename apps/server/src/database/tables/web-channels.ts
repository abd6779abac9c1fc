import type { Flag } from './flag.ts'

/** How a bot meets its customers. A bot whose web channel was never changed has no row. */
export type WebChannelsTable = {
  bot_id: string
  /** JSON: what `StoredLook` of the store says. */
  look: string
  any_site: Flag
  identity_secret_encrypted: string | null
  identity_secret_made_at: number | null
  updated_at: number
}

/** Where a bot's widget may stand, one origin a row; `https://*.example.com` is every name below. */
export type AllowedSitesTable = { bot_id: string; site: string; position: number }

export type BotAvatarsTable = {
  bot_id: string
  /** Changes with the picture, so that its address may be kept for ever. */
  version: string
  content_type: string
  /** Base64. */
  image: string
}

/** Who a site says its customers are: the subject of its signed tokens, and the customer that it belongs to. */
export type CustomerIdentitiesTable = {
  bot_id: string
  subject: string
  customer_id: string
  name: string | null
  email: string | null
  created_at: number
  updated_at: number
}

/** A customer's token that opens nothing any more, though it has not run out. */
export type EndedCustomerTokensTable = { token_hash: string; expires_at: number }
