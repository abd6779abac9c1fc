import { may, type Role, rights, roles } from '@baton/core'
import type { CreatedApiKey } from '@baton/protocol'
import { insertKey, listKeys, revokeKeys } from '../store/api-keys.ts'
import { memberIn } from '../store/members.ts'
import { lockTeam } from '../store/teams.ts'
import { orRefusal, type Result, RolledBack, refused } from './account-refusal.ts'
import type { AccountWorld } from './ports.ts'
import type { Principal } from './principal.ts'
import { newApiKey, prefixOf } from './tokens.ts'

type Paging = { limit: number; cursor?: string | undefined }

/** Keys act as the member who made them, with a role of their own; the weaker of both decides. */
export function openApiKeys(world: AccountWorld) {
  const { database, secrets, newId, now } = world
  return {
    list: (teamId: string, paging: Paging) => listKeys(database, { teamId, ...paging }),

    /** The answer is the only place where the key's text ever is. Refusals: key_role_too_strong, forbidden. */
    create: async (by: Principal, { name, role }: { name: string; role: Role }): Promise<Result<CreatedApiKey>> => {
      if (!isWithin(by.roles, role)) return refused('key_role_too_strong')
      const key = newApiKey()
      const kept = { id: newId(), hash: secrets.hash(key), prefix: prefixOf(key), at: now() }
      const maker = { teamId: by.teamId, memberId: by.memberId }
      return orRefusal(() =>
        database.transact(async (tx) => {
          await lockTeam(tx, database.kind, by.teamId)
          if ((await memberIn(tx, by.teamId, by.memberId)) === null) throw new RolledBack('forbidden')
          return { ...(await insertKey(tx, { ...kept, ...maker, name, role })), key }
        }),
      )
    },

    /** False when there is no such key in this team. */
    revoke: async (teamId: string, id: string): Promise<boolean> => {
      const revoked = await revokeKeys(database.db, { teamId, id }, now())
      if (revoked > 0) world.onAccessEnded({ keyId: id })
      return revoked > 0
    },
  }
}

/** The roles that a key made by somebody with these may have. */
export const rolesWithin = (makers: readonly Role[]): Role[] =>
  may(makers, 'api_key.manage') ? roles.filter((role) => isWithin(makers, role)) : []

/** Whether a role may nothing that its maker may not. */
function isWithin(makers: readonly Role[], role: Role): boolean {
  return rights.every((right) => !may([role], right) || may(makers, right))
}
