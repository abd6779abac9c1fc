import { getMigrations } from 'better-auth/db/migration'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { databaseKinds, type FreshDatabase, preparedDatabase } from '../../../../tests/support/fresh-database.ts'
import type { Database } from '../database/database.ts'
import { openDatabase } from '../database/open-database.ts'
import { libraryFormat, toMillis } from './credential-tables.ts'
import { libraryOptions } from './credentials-library.ts'
import type { AccountWorld } from './ports.ts'

describe.each(databaseKinds)('the credentials library’s tables on %s', (kind) => {
  let fresh: FreshDatabase
  let database: Database

  beforeEach(async () => {
    fresh = await preparedDatabase(kind)
    database = await openDatabase(fresh.settings)
  })
  afterEach(async () => {
    await database.close()
    await fresh.remove()
  })

  const options = () => libraryOptions(worldOf(database))

  test('are what the installed version wants, its two-factor plugin among it', async () => {
    const { toBeCreated, toBeAdded, toBeAddedIndexes, schemaProblems } = await getMigrations(options())
    expect({ toBeCreated, toBeAdded, toBeAddedIndexes, schemaProblems }).toEqual(nothing)
  })

  test('and this test would notice a missing table or column', async () => {
    await database.db.schema.dropTable('verification').execute()
    await database.db.schema.alterTable('session').renameColumn('ipAddress', 'address').execute()
    const { toBeCreated, toBeAdded } = await getMigrations(options())
    expect(toBeCreated.map(({ table }) => table)).toEqual(['verification'])
    expect(toBeAdded.map(({ table }) => table)).toEqual(['session'])
  })
})

test('times in the library’s two formats are the same moment', () => {
  const at = Date.UTC(2026, 10, 22, 10, 0, 0, 123)
  for (const kind of ['sqlite', 'postgres'] as const) expect(toMillis(libraryFormat(kind, at).time)).toBe(at)
})

const nothing = { toBeCreated: [], toBeAdded: [], toBeAddedIndexes: [], schemaProblems: [] }

/** Only what the library’s settings are made of; nothing of it is called here. */
function worldOf(database: Database): AccountWorld {
  const unused = () => {
    throw new Error('not for this test')
  }
  return {
    database,
    publicUrl: 'http://localhost:4100',
    secrets: { authSecret: 'a secret of at least thirty-two characters', hash: unused },
    newId: unused,
    now: unused,
    mailOut: { invitation: unused, passwordReset: unused, twoFactorReset: unused },
    onAccessEnded: unused,
    onFaceChanged: unused,
    note: unused,
    releaseMember: unused,
    createDemoBot: unused,
    deleteTeamBots: unused,
    warn: (message) => {
      throw new Error(message)
    },
  }
}
