import type { Database, Tx } from '../database/database.ts'
import { libraryFormat, withCredentials, withCredentialsIn } from './credential-tables.ts'

export type NewCredentials = {
  userId: string
  accountId: string
  email: string
  name: string
  passwordHash: string
  at: number
}

/** How addresses are stored and compared. */
export const sameAddress = (email: string): string => email.trim().toLowerCase()

/**
 * Writes a person's credentials as the library would, but in our transaction, so that no account exists without its
 * member. False, and nothing written, when the address has an account.
 */
export async function insertCredentials(tx: Tx, kind: Database['kind'], person: NewCredentials): Promise<boolean> {
  const db = withCredentialsIn(tx)
  const { time, yes } = libraryFormat(kind, person.at)
  await deleteOrphan(tx, person.email)
  const dated = { createdAt: time, updatedAt: time }
  const user = await db
    .insertInto('user')
    .values({
      id: person.userId,
      name: person.name,
      email: person.email,
      emailVerified: yes,
      twoFactorEnabled: null,
      ...dated,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (user === undefined) return false
  const known = { accountId: person.userId, providerId: 'credential', userId: person.userId }
  await db
    .insertInto('account')
    .values({ id: person.accountId, ...known, password: person.passwordHash, ...dated })
    .execute()
  return true
}

/** An account that belongs to no member can do nothing; it must not keep its address taken for ever. */
async function deleteOrphan(tx: Tx, email: string): Promise<void> {
  await withCredentialsIn(tx)
    .deleteFrom('user')
    .where('email', '=', email)
    .where('id', 'not in', tx.selectFrom('members').select('user_id').where('removed_at', 'is', null))
    .execute()
}

/** Takes password, sessions and two-factor secrets away; the address is free again. */
export async function deleteCredentials(tx: Tx, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return
  await withCredentialsIn(tx).deleteFrom('user').where('id', 'in', userIds).execute()
}

export async function endSession(database: Database, token: string): Promise<void> {
  await withCredentials(database).deleteFrom('session').where('token', '=', token).execute()
}

/** Those of these people who sign in with a second step. */
export async function withTwoFactor(database: Database, userIds: readonly string[]): Promise<Set<string>> {
  if (userIds.length === 0) return new Set()
  const people = withCredentials(database).selectFrom('user').select(['id', 'twoFactorEnabled'])
  const rows = await people.where('id', 'in', userIds).execute()
  return new Set(rows.filter((row) => Boolean(row.twoFactorEnabled)).map(({ id }) => id))
}

/**
 * Takes the second step of signing in away, and with it every session, every browser that was trusted, and every
 * sign-in that is on its way. False when there was no second step.
 */
export async function takeTwoFactor(tx: Tx, kind: Database['kind'], userId: string): Promise<boolean> {
  const db = withCredentialsIn(tx)
  const { yes, no } = libraryFormat(kind, 0)
  const off = db.updateTable('user').set({ twoFactorEnabled: no })
  const done = await off.where('id', '=', userId).where('twoFactorEnabled', '=', yes).returning('id').executeTakeFirst()
  if (done === undefined) return false
  await db.deleteFrom('twoFactor').where('userId', '=', userId).execute()
  await db.deleteFrom('session').where('userId', '=', userId).execute()
  await db.deleteFrom('verification').where('value', '=', userId).execute()
  return true
}
