import { randomUUID } from 'node:crypto'
import type { Change, World } from '@baton/core'
import type { Database } from '../../apps/server/src/database/database.ts'
import { openDatabase } from '../../apps/server/src/database/open-database.ts'
import { createLines } from '../../apps/server/src/in-line.ts'
import { planEffects } from '../../apps/server/src/outbox/plan-effects.ts'
import { openConversations } from '../../apps/server/src/store/conversations.ts'
import { insertOutbox, jobRow } from '../../apps/server/src/store/outbox.ts'
import { ada, beginning, ben, chidi, eve, type Member, robo, ten, vic } from './cast.ts'
import { type DatabaseKind, type FreshDatabase, preparedDatabase } from './fresh-database.ts'

/** One server's world on a real database: the store, planned jobs and lines, without HTTP and workers. */
export type OpenWorld = World & { database: Database; committedChanges: Change[] }

export function worldOn(database: Database): OpenWorld {
  const committedChanges: Change[] = []
  const planners = {
    newId: randomUUID,
    webhooks: async () => ({ outbox: [], deliveries: [] }),
    mail: (change: Change, event: { id: string; at: number }) =>
      jobRow({
        id: randomUUID(),
        kind: 'mail',
        key: `mail:${event.id}`,
        teamId: change.after.teamId,
        conversationId: change.after.id,
        payload: {},
        createdAt: event.at,
      }),
  }
  return {
    database,
    committedChanges,
    conversations: openConversations(database, {
      plan: (change) => planEffects(planners, change),
      write: (tx, effects) => insertOutbox(tx, effects.outbox),
    }),
    now: () => Date.now(),
    newId: randomUUID,
    committed: (change) => committedChanges.push(change),
    inLine: createLines(),
  }
}

/** A fresh database with Ada's team and Robo, and as many servers on it as it can have (SQLite: one). */
export async function openWorlds(kind: DatabaseKind, servers = 2) {
  const fresh = await preparedDatabase(kind)
  const databases: Database[] = []
  for (let server = 0; server < (kind === 'sqlite' ? 1 : servers); server += 1) {
    databases.push(await openDatabase(fresh.settings))
  }
  const [first] = databases
  if (first === undefined) throw new Error('no server')
  await insertTeam(first)
  return { worlds: databases.map(worldOn), fresh, close: () => closeAll(databases, fresh) }
}

async function closeAll(databases: Database[], fresh: FreshDatabase) {
  for (const database of databases) await database.close()
  await fresh.remove()
}

/** Ada's team with its members and Robo with everything on. */
export async function insertTeam({ db }: Database): Promise<void> {
  await db
    .insertInto('teams')
    .values({ id: beginning.teamId, name: 'Ada’s team', created_at: ten, deleted_at: null })
    .execute()
  await db.insertInto('members').values([ada, ben, chidi, eve, vic].map(memberRow)).execute()
  await db
    .insertInto('bots')
    .values({
      id: robo.id,
      team_id: beginning.teamId,
      name: robo.name,
      greeting: 'Hello.',
      instructions: '',
      model: '{"provider":"builtin"}',
      human_takeover: 1,
      take_over_allowed: 1,
      while_waiting: 'help',
      agent_away_minutes: 5,
      unanswered_minutes: 15,
      colour: '#1f5f5b',
      knowledge_version: 0,
      created_at: ten,
      updated_at: ten,
      deleted_at: null,
    })
    .execute()
  const powerUp = { bot_id: robo.id, kind: 'talk_to_a_human', enabled: 1 as const, settings: '{}' }
  await db
    .insertInto('power_ups')
    .values({ ...powerUp, created_at: ten, updated_at: ten })
    .execute()
}

export function memberRow(member: Member) {
  return {
    id: member.id,
    team_id: beginning.teamId,
    user_id: `user_${member.name.toLowerCase()}`,
    name: member.name,
    email: `${member.name.toLowerCase()}@example.com`,
    role: member.roles[0] ?? 'viewer',
    created_at: ten,
    removed_at: null,
  }
}
