import type { Database, Tx } from '../database/database.ts'

/** The credentials library's own format of a time: text on SQLite, a Date on PostgreSQL. Never compared in SQL. */
export type LibraryTime = string | Date
type LibraryFlag = number | boolean

/** Those of the credentials library's tables and columns that we touch. Nobody outside this folder reads them. */
export type CredentialTables = {
  user: {
    id: string
    name: string
    email: string
    emailVerified: LibraryFlag
    twoFactorEnabled: LibraryFlag | null
    createdAt: LibraryTime
    updatedAt: LibraryTime
  }
  account: {
    id: string
    accountId: string
    providerId: string
    userId: string
    password: string | null
    createdAt: LibraryTime
    updatedAt: LibraryTime
  }
  twoFactor: { id: string; userId: string }
  verification: { id: string; value: string }
  session: {
    id: string
    token: string
    userId: string
    expiresAt: LibraryTime
    createdAt: LibraryTime
    updatedAt: LibraryTime
  }
}

export const withCredentials = (database: Database) => database.db.withTables<CredentialTables>()
export const withCredentialsIn = (tx: Tx) => tx.withTables<CredentialTables>()

export function toMillis(time: LibraryTime): number {
  return new Date(time).getTime()
}

/** A time, a yes and a no as the library would write them. */
export function libraryFormat(kind: Database['kind'], at: number) {
  const time = new Date(at)
  const format: { time: LibraryTime; yes: LibraryFlag; no: LibraryFlag } =
    kind === 'postgres' ? { time, yes: true, no: false } : { time: time.toISOString(), yes: 1, no: 0 }
  return format
}
