import { readAvatar } from '../store/avatars.ts'
import { openApiKeys } from './api-keys.ts'
import { authenticator } from './authenticate.ts'
import { openCredentials } from './credentials.ts'
import { openFirstRun } from './first-run.ts'
import { openInvitations } from './invitations.ts'
import { openMembers } from './members.ts'
import { openOwnAccount } from './own-account.ts'
import type { AccountWorld } from './ports.ts'
import { openTeams } from './teams.ts'

export type { AccessEnded, AccountMails, AccountWorld } from './ports.ts'
export type Accounts = ReturnType<typeof createAccounts>

/** Who people are, which team they belong to, and what they may. The only owner of passwords, sessions and keys. */
export function createAccounts(world: AccountWorld) {
  const credentials = openCredentials(world)
  return {
    /** Recognises a member by session cookie or API key; asked anew for every request. */
    authenticate: authenticator(world),
    credentials,
    firstRun: openFirstRun(world, credentials),
    invitations: openInvitations(world, credentials),
    members: openMembers(world),
    own: openOwnAccount(world),
    /** The bytes of a member's picture; null when that version is not what they have now. */
    avatar: (memberId: string, version: string) => readAvatar(world.database, memberId, version),
    teams: openTeams(world),
    apiKeys: openApiKeys(world),
  }
}
