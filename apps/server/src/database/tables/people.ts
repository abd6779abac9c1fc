import type { Flag } from './flag.ts'

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

/** How a member likes to work. Whoever has no row has never changed anything. */
export type MemberPreferencesTable = {
  member_id: string
  sound: Flag
  title_count: Flag
  desktop_notifications: Flag
  theme: string
  language: string
  single_keys: Flag
  updated_at: number
}

/** A member's picture. */
export type AvatarsTable = {
  member_id: string
  /** Changes with the picture, so that its address may be kept for ever. */
  version: string
  /** Its media type. */
  type: string
  /** In base64, because both databases hold text the same way. */
  picture: string
  updated_at: number
}

/** Codes of authenticator apps that were used, as long as they would still be right. */
export type UsedCodesTable = { user_id: string; code: string; used_at: number }
