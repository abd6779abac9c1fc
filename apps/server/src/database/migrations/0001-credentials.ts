import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Schema } from '../schema.ts'

/**
 * The credentials library's tables as its 1.7 writes them, frozen here so that they do not depend on the installed version.
 * Those of its two-factor plugin are among them, so that it can be switched on without another step.
 */
export const credentials: Migration = {
  async up(db: Kysely<Schema>) {
    const postgres = db.getExecutor().adapter instanceof PostgresAdapter
    for (const statement of statements(postgres ? onPostgres : onSqlite)) await sql.raw(statement).execute(db)
  },
}

type Words = { time: string; since: string; flag: string }
const onSqlite: Words = { time: 'date', since: 'date not null', flag: 'integer' }
const onPostgres: Words = {
  time: 'timestamptz',
  since: 'timestamptz default CURRENT_TIMESTAMP not null',
  flag: 'boolean',
}

const owned = 'text not null references "user" ("id") on delete cascade'

const statements = ({ time, since, flag }: Words) => [
  `create table "user" (
    "id" text not null primary key, "name" text not null, "email" text not null unique, "emailVerified" ${flag} not null,
    "image" text, "createdAt" ${since}, "updatedAt" ${since}, "twoFactorEnabled" ${flag})`,
  `create table "session" (
    "id" text not null primary key, "expiresAt" ${time} not null, "token" text not null unique, "createdAt" ${since},
    "updatedAt" ${time} not null, "ipAddress" text, "userAgent" text, "userId" ${owned})`,
  `create table "account" (
    "id" text not null primary key, "accountId" text not null, "providerId" text not null, "userId" ${owned},
    "accessToken" text, "refreshToken" text, "idToken" text, "accessTokenExpiresAt" ${time},
    "refreshTokenExpiresAt" ${time}, "scope" text, "password" text, "createdAt" ${since},
    "updatedAt" ${time} not null)`,
  `create table "verification" (
    "id" text not null primary key, "identifier" text not null, "value" text not null, "expiresAt" ${time} not null,
    "createdAt" ${since}, "updatedAt" ${since})`,
  `create table "twoFactor" (
    "id" text not null primary key, "secret" text not null, "backupCodes" text not null, "userId" ${owned},
    "verified" ${flag}, "failedVerificationCount" integer, "lockedUntil" ${time})`,
  'create index "session_userId_idx" on "session" ("userId")',
  'create index "account_userId_idx" on "account" ("userId")',
  'create index "verification_identifier_idx" on "verification" ("identifier")',
  'create index "twoFactor_secret_idx" on "twoFactor" ("secret")',
  'create index "twoFactor_userId_idx" on "twoFactor" ("userId")',
]
