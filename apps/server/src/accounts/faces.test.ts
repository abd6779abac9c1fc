import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../../../tests/support/fresh-database.ts'
import { type Bus, openBus } from '../database/bus.ts'
import type { Database } from '../database/database.ts'
import { openDatabase } from '../database/open-database.ts'
import { writeAvatar } from '../store/avatars.ts'
import { insertMember } from '../store/members.ts'
import { insertTeam } from '../store/teams.ts'
import { openFaces } from './faces.ts'

let fresh: FreshDatabase
let database: Database
let bus: Bus

beforeEach(async () => {
  fresh = await freshDatabase('sqlite')
  database = await openDatabase(fresh.settings)
  bus = await openBus(database, {})
})
afterEach(async () => {
  await bus.close()
  await database.close()
  await fresh.remove()
})

const warn = (message: string) => {
  throw new Error(message)
}
const open = () => openFaces({ database, bus, warn })
const told = () => new Promise((resolve) => setImmediate(resolve))

async function ben(version: string): Promise<string> {
  const [id, teamId] = [randomUUID(), randomUUID()]
  await database.transact(async (tx) => {
    await insertTeam(tx, { id: teamId, name: 'Lighthouse', at: 1 })
    const person = { userId: id, name: 'Ben', email: `${id}@example.com`, role: 'responder' as const }
    await insertMember(tx, { id, teamId, ...person, at: 1 })
  })
  await writeAvatar(database, id, { version, type: 'image/png', bytes: Buffer.from('x') }, 1)
  return id
}

test('a server knows the pictures that there were before it started', async () => {
  const id = await ben('one')
  const faces = await open()
  expect(faces.faceOf(id)).toBe(`/avatars/${id}/one`)
  expect(faces.faceOf('nobody')).toBeNull()
})

test('a change is known at once where it was made, and on the other servers by the bus', async () => {
  const id = await ben('one')
  const [here, there] = [await open(), await open()]
  here.changed(id, 'two')
  expect(here.faceOf(id)).toBe(`/avatars/${id}/two`)
  await told()
  expect(there.faceOf(id)).toBe(`/avatars/${id}/two`)
  here.changed(id, null)
  await told()
  expect([here.faceOf(id), there.faceOf(id)]).toEqual([null, null])
})

test('after a stop it hears no more', async () => {
  const id = await ben('one')
  const [here, there] = [await open(), await open()]
  there.close()
  here.changed(id, 'two')
  await told()
  expect(there.faceOf(id)).toBe(`/avatars/${id}/one`)
})
