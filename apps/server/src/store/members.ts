import { type Role, roles } from '@baton/core'
import type { Member, Page } from '@baton/protocol'
import type { Database, Tx } from '../database/database.ts'
import { avatarPath } from '../present/avatar-path.ts'
import { iso } from '../present/plain.ts'
import { fromCursor, pageOf } from './cursors.ts'

/** A member as the team sees them; what the asker may do about them is for the accounts to say. */
export type ListedMember = Omit<Member, 'can'> & { userId: string }

/** A member counts as online for this long after the last sign of life. */
const ONLINE_MS = 60_000

export type MemberRow = { id: string; userId: string; teamId: string; name: string; email: string; role: Role }

/** What stands in a role column; throws when the database holds something else. */
export function asRole(text: string): Role {
  const role = roles.find((known) => known === text)
  if (role === undefined) throw new Error(`${text} is not a role`)
  return role
}

/** Members of living teams who have not been removed, with their team's name. */
export function memberships({ db }: Database) {
  return db
    .selectFrom('members')
    .innerJoin('teams', 'teams.id', 'members.team_id')
    .select(['members.id', 'members.user_id', 'members.team_id', 'members.name', 'members.email', 'members.role'])
    .select('teams.name as team_name')
    .where('members.removed_at', 'is', null)
    .where('teams.deleted_at', 'is', null)
}

/** The member that an account belongs to. */
export async function findMemberByUser(database: Database, userId: string): Promise<MemberRow | null> {
  const row = await memberships(database).where('members.user_id', '=', userId).executeTakeFirst()
  return row === undefined ? null : toMemberRow(row)
}

/** Whether a member of any team has this address. */
export async function isMemberAddress(tx: Tx, email: string): Promise<boolean> {
  const row = await tx
    .selectFrom('members')
    .innerJoin('teams', 'teams.id', 'members.team_id')
    .select('members.id')
    .where('members.email', '=', email)
    .where('members.removed_at', 'is', null)
    .where('teams.deleted_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

/** A member of this team as the transaction sees them; null when there is none, or when removed. */
export async function memberIn(tx: Tx, teamId: string, memberId: string): Promise<MemberRow | null> {
  const row = await tx
    .selectFrom('members')
    .selectAll()
    .where('id', '=', memberId)
    .where('team_id', '=', teamId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return row === undefined ? null : toMemberRow(row)
}

type NewMember = MemberRow & { at: number }

export async function insertMember(tx: Tx, { id, userId, teamId, name, email, role, at }: NewMember): Promise<void> {
  const joined = { created_at: at, removed_at: null }
  await tx
    .insertInto('members')
    .values({ id, user_id: userId, team_id: teamId, name, email, role, ...joined })
    .execute()
}

export async function setRole(tx: Tx, memberId: string, role: Role): Promise<void> {
  await tx.updateTable('members').set({ role }).where('id', '=', memberId).execute()
}

export async function renameMember(tx: Tx, memberId: string, name: string): Promise<void> {
  await tx.updateTable('members').set({ name }).where('id', '=', memberId).execute()
}

export async function markRemoved(tx: Tx, memberId: string, at: number): Promise<void> {
  await tx.updateTable('members').set({ removed_at: at }).where('id', '=', memberId).execute()
}

export async function countOwners(tx: Tx, teamId: string): Promise<number> {
  const { owners } = await tx
    .selectFrom('members')
    .select((of) => of.fn.countAll<number>().as('owners'))
    .where('team_id', '=', teamId)
    .where('role', '=', 'owner')
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(owners)
}

/** Whether any living team of this installation has an owner. */
export async function hasOwner(db: Pick<Tx, 'selectFrom'>): Promise<boolean> {
  const owner = await db
    .selectFrom('members')
    .innerJoin('teams', 'teams.id', 'members.team_id')
    .select('members.id')
    .where('members.role', '=', 'owner')
    .where('members.removed_at', 'is', null)
    .where('teams.deleted_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return owner !== undefined
}

export async function membersOfTeam(tx: Tx, teamId: string): Promise<MemberRow[]> {
  const rows = await tx
    .selectFrom('members')
    .selectAll()
    .where('team_id', '=', teamId)
    .where('removed_at', 'is', null)
    .execute()
  return rows.map(toMemberRow)
}

/** One member as the team sees them. */
export async function readMember(database: Database, id: string, now: number): Promise<ListedMember | null> {
  const row = await presented(database).where('members.id', '=', id).executeTakeFirst()
  return row === undefined ? null : toMember(row, now)
}

/** The members of a team in the order in which they joined. */
export async function listMembers(
  database: Database,
  of: { teamId: string; limit: number; cursor?: string | undefined; now: number },
): Promise<Page<ListedMember>> {
  const [at, id] = fromCursor(of.cursor) ?? [-1, '']
  const rows = await presented(database)
    .where('members.team_id', '=', of.teamId)
    .where((where) =>
      where.or([
        where('members.created_at', '>', at),
        where.and([where('members.created_at', '=', at), where('members.id', '>', id)]),
      ]),
    )
    .orderBy('members.created_at')
    .orderBy('members.id')
    .limit(of.limit + 1)
    .execute()
  return pageOf(rows, of.limit, { item: (row) => toMember(row, of.now), position: (row) => [row.created_at, row.id] })
}

function presented({ db }: Database) {
  return db
    .selectFrom('members')
    .leftJoin('member_presence', 'member_presence.member_id', 'members.id')
    .leftJoin('avatars', 'avatars.member_id', 'members.id')
    .select(['members.id', 'members.user_id', 'members.name', 'members.email', 'members.role', 'members.created_at'])
    .select('last_seen_at')
    .select('avatars.version as avatar')
    .select((of) =>
      of
        .selectFrom('conversations')
        .select((held) => held.fn.countAll<number>().as('held'))
        .whereRef('conversations.agent_id', '=', 'members.id')
        .where('conversations.state', '=', 'active')
        .as('holds'),
    )
    .where('members.removed_at', 'is', null)
}

type PresentedRow = {
  id: string
  user_id: string
  name: string
  email: string
  role: string
  created_at: number
  last_seen_at: number | null
  holds: number | null
  avatar: string | null
}

function toMember(row: PresentedRow, now: number): ListedMember {
  const { id, user_id, name, email, role, created_at, last_seen_at, holds, avatar } = row
  return {
    ...{ id, userId: user_id, name, email, role: asRole(role), joinedAt: iso(created_at), holds: Number(holds ?? 0) },
    avatarUrl: avatar === null ? null : avatarPath(id, avatar),
    online: last_seen_at !== null && now - last_seen_at <= ONLINE_MS,
  }
}

type Row = { id: string; user_id: string; team_id: string; name: string; email: string; role: string }

function toMemberRow({ id, user_id, team_id, name, email, role }: Row): MemberRow {
  return { id, userId: user_id, teamId: team_id, name, email, role: asRole(role) }
}
