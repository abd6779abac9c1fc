import { may, type Role } from '@baton/core'
import type { Database } from '../database/database.ts'

/** A member of the team that may hold conversations; `cannot_hold` when the role is too weak, null when there is none such. */
export async function findHolder(
  { db }: Database,
  teamId: string,
  memberId: string,
): Promise<{ id: string; name: string } | 'cannot_hold' | null> {
  const row = await db
    .selectFrom('members')
    .select(['id', 'name', 'role'])
    .where('team_id', '=', teamId)
    .where('id', '=', memberId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined) return null
  return may([row.role as Role], 'conversation.claim') ? { id: row.id, name: row.name } : 'cannot_hold'
}
