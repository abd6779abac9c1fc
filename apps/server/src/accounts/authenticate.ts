import { findByKeyHash, noteKeyUse } from '../store/api-keys.ts'
import { asRole } from '../store/members.ts'
import { toMillis, withCredentials } from './credential-tables.ts'
import type { AccountWorld } from './ports.ts'
import type { Principal } from './principal.ts'
import { sessionCookie } from './session-cookie.ts'

/** How exactly the last use of a key is known. */
const KEY_USE_MS = 60_000

type Headers = { cookie?: string | undefined; authorization?: string | undefined }

/**
 * Recognises a member by API key (`Bearer bat_…`) or session cookie; a bearer wins. Reads role, removal and team anew each
 * time, so that what was taken away stops at the next request.
 */
export function authenticator(world: AccountWorld) {
  const cookie = sessionCookie(world.publicUrl, world.secrets.authSecret)
  return async (headers: Headers): Promise<Principal | null> => {
    const bearer = /^bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1]
    if (bearer !== undefined) return bearer.startsWith('bat_') ? byKey(world, bearer) : null
    const token = headers.cookie === undefined ? null : cookie.read(headers.cookie)
    return token === null ? null : bySession(world, token)
  }
}

async function bySession(world: AccountWorld, token: string): Promise<Principal | null> {
  const row = await withCredentials(world.database)
    .selectFrom('session')
    .innerJoin('members', 'members.user_id', 'session.userId')
    .innerJoin('teams', 'teams.id', 'members.team_id')
    .select(['members.id', 'members.user_id', 'members.team_id', 'members.name', 'members.email', 'members.role'])
    .select(['teams.name as team_name', 'session.id as session_id', 'session.expiresAt'])
    .where('session.token', '=', token)
    .where('members.removed_at', 'is', null)
    .where('teams.deleted_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined || toMillis(row.expiresAt) <= world.now()) return null
  const role = asRole(row.role)
  return { ...person(row), role, roles: [role], via: { kind: 'session', sessionId: row.session_id } }
}

async function byKey(world: AccountWorld, key: string): Promise<Principal | null> {
  const row = await findByKeyHash(world.database, world.secrets.hash(key))
  if (row === null) return null
  const at = world.now()
  if (row.last_used_at === null || row.last_used_at <= at - KEY_USE_MS) await noteKeyUse(world.database, row.key_id, at)
  const role = asRole(row.role)
  return { ...person(row), role, roles: [role, asRole(row.key_role)], via: { kind: 'api_key', keyId: row.key_id } }
}

type PersonRow = { id: string; user_id: string; team_id: string; team_name: string; name: string; email: string }

function person(row: PersonRow) {
  const { id, user_id, team_id, team_name, name, email } = row
  return { memberId: id, userId: user_id, teamId: team_id, teamName: team_name, name, email }
}
