import type { Database, Tx } from '../database/database.ts'

export type TeamRow = { id: string; name: string }

export async function insertTeam(tx: Tx, { id, name, at }: TeamRow & { at: number }): Promise<void> {
  await tx.insertInto('teams').values({ id, name, created_at: at, deleted_at: null }).execute()
}

/**
 * The team, held until the transaction ends, so that its roles and invitations change one after another; null when it was
 * deleted. Taken before any other row of the team.
 */
export async function lockTeam(tx: Tx, kind: Database['kind'], teamId: string): Promise<TeamRow | null> {
  const team = await tx
    .selectFrom('teams')
    .select(['id', 'name'])
    .where('id', '=', teamId)
    .where('deleted_at', 'is', null)
    // Not the stronger lock: new conversations refer to their team and must not wait for this. SQLite has one writer anyway.
    .$if(kind === 'postgres', (query) => query.forNoKeyUpdate())
    .executeTakeFirst()
  return team ?? null
}

export async function renameTeam({ db }: Database, teamId: string, name: string): Promise<void> {
  await db.updateTable('teams').set({ name }).where('id', '=', teamId).where('deleted_at', 'is', null).execute()
}

export async function markDeleted(tx: Tx, teamId: string, at: number): Promise<void> {
  await tx.updateTable('teams').set({ deleted_at: at }).where('id', '=', teamId).execute()
}
