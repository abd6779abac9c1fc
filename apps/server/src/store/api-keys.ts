import type { Role } from '@baton/core'
import type { ApiKey, Page } from '@baton/protocol'
import type { Selectable } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import type { ApiKeysTable } from '../database/tables/people.ts'
import { iso } from '../present/plain.ts'
import { fromCursor, pageOf } from './cursors.ts'
import { asRole, memberships } from './members.ts'

type NewKey = {
  id: string
  teamId: string
  memberId: string
  name: string
  role: Role
  hash: string
  prefix: string
  at: number
}

/** Writes a key; its text is not kept, only what it is known by. */
export async function insertKey(
  tx: Tx,
  { id, teamId, memberId, name, role, hash, prefix, at }: NewKey,
): Promise<ApiKey> {
  const row = {
    id,
    team_id: teamId,
    member_id: memberId,
    name,
    role,
    key_hash: hash,
    prefix,
    created_at: at,
    last_used_at: null,
    revoked_at: null,
  }
  await tx.insertInto('api_keys').values(row).execute()
  return toApiKey(row)
}

/** The key and its maker as they are now; null when it was revoked, or its maker is no longer a member. */
export async function findByKeyHash(database: Database, hash: string) {
  const row = await memberships(database)
    .innerJoin('api_keys', 'api_keys.member_id', 'members.id')
    .select(['api_keys.id as key_id', 'api_keys.role as key_role', 'api_keys.last_used_at'])
    .where('api_keys.key_hash', '=', hash)
    .where('api_keys.revoked_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

export async function noteKeyUse({ db }: Database, id: string, at: number): Promise<void> {
  await db.updateTable('api_keys').set({ last_used_at: at }).where('id', '=', id).execute()
}

type Which = { teamId: string } & ({ id: string } | { memberId: string } | { all: true })

/** Ends keys for good; answers how many there were. */
export async function revokeKeys(db: Pick<Tx, 'updateTable'>, which: Which, at: number): Promise<number> {
  const valid = db
    .updateTable('api_keys')
    .set({ revoked_at: at })
    .where('team_id', '=', which.teamId)
    .where('revoked_at', 'is', null)
  const { numUpdatedRows } = await narrowed().executeTakeFirst()
  return Number(numUpdatedRows)

  function narrowed() {
    if ('id' in which) return valid.where('id', '=', which.id)
    return 'memberId' in which ? valid.where('member_id', '=', which.memberId) : valid
  }
}

/** The keys of a team that work, newest first. */
export async function listKeys(
  { db }: Database,
  of: { teamId: string; limit: number; cursor?: string | undefined },
): Promise<Page<ApiKey>> {
  const [at, id] = fromCursor(of.cursor) ?? [Number.MAX_SAFE_INTEGER, '']
  const rows = await db
    .selectFrom('api_keys')
    .selectAll()
    .where('team_id', '=', of.teamId)
    .where('revoked_at', 'is', null)
    .where((where) =>
      where.or([where('created_at', '<', at), where.and([where('created_at', '=', at), where('id', '<', id)])]),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(of.limit + 1)
    .execute()
  return pageOf(rows, of.limit, { item: toApiKey, position: (row) => [row.created_at, row.id] })
}

function toApiKey(row: Selectable<ApiKeysTable>): ApiKey {
  return {
    id: row.id,
    name: row.name,
    role: asRole(row.role),
    prefix: row.prefix,
    memberId: row.member_id,
    createdAt: iso(row.created_at),
    lastUsedAt: row.last_used_at === null ? null : iso(row.last_used_at),
  }
}
