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

/** A time and a yes as the library would write them. */
export function libraryFormat(kind: Database['kind'], at: number): { time: LibraryTime; yes: LibraryFlag } {
  const time = new Date(at)
  return kind === 'postgres' ? { time, yes: true } : { time: time.toISOString(), yes: 1 }
}
