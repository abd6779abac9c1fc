import type { Database, Tx } from '../database/database.ts'

export type Picture = { version: string; type: string; bytes: Buffer }

export async function writeAvatar({ db }: Database, memberId: string, picture: Picture, at: number): Promise<void> {
  const { version, type, bytes } = picture
  const kept = { version, type, picture: bytes.toString('base64'), updated_at: at }
  await db
    .insertInto('avatars')
    .values({ member_id: memberId, ...kept })
    .onConflict((conflict) => conflict.column('member_id').doUpdateSet(kept))
    .execute()
}

/** Takes the pictures of these members away. */
export async function deleteAvatars(db: Pick<Tx, 'deleteFrom'>, memberIds: readonly string[]): Promise<void> {
  if (memberIds.length > 0) await db.deleteFrom('avatars').where('member_id', 'in', memberIds).execute()
}

/** The picture of that version; null when the member has another one by now, or none. */
export async function readAvatar(
  { db }: Database,
  memberId: string,
  version: string,
): Promise<Omit<Picture, 'version'> | null> {
  const row = await db
    .selectFrom('avatars')
    .select(['type', 'picture'])
    .where('member_id', '=', memberId)
    .where('version', '=', version)
    .executeTakeFirst()
  return row === undefined ? null : { type: row.type, bytes: Buffer.from(row.picture, 'base64') }
}

/** Which version each member's picture has; those without one are left out. */
export async function avatarVersions({ db }: Database): Promise<Map<string, string>> {
  const rows = await db.selectFrom('avatars').select(['member_id', 'version']).execute()
  return new Map(rows.map((row) => [row.member_id, row.version]))
}
