import type { Role } from '@baton/core'
import type { Invitation, Page } from '@baton/protocol'
import type { Database, Tx } from '../database/database.ts'
import { iso } from '../present/plain.ts'
import { fromCursor, pageOf } from './cursors.ts'
import { asRole } from './members.ts'

/** An invitation that can still be accepted. */
export type OpenInvitation = {
  id: string
  teamId: string
  teamName: string
  email: string
  role: Role
  invitedBy: string
}

type NewInvitation = {
  id: string
  teamId: string
  email: string
  role: Role
  tokenHash: string
  invitedBy: string
  at: number
  expiresAt: number
}

export async function insertInvitation(tx: Tx, invitation: NewInvitation): Promise<void> {
  const { id, teamId, email, role, tokenHash, invitedBy, at, expiresAt } = invitation
  await tx
    .insertInto('invitations')
    .values({
      id,
      team_id: teamId,
      email,
      role,
      token_hash: tokenHash,
      invited_by: invitedBy,
      created_at: at,
      expires_at: expiresAt,
      accepted_at: null,
      revoked_at: null,
    })
    .execute()
}

/** An invitation that nobody accepted or revoked, whether or not it has expired; null for any other. */
export async function findUnanswered(
  db: Pick<Tx, 'selectFrom'>,
  { teamId, id }: { teamId: string; id: string },
): Promise<{ email: string; role: Role } | null> {
  const row = await db
    .selectFrom('invitations')
    .select(['email', 'role'])
    .where('id', '=', id)
    .where('team_id', '=', teamId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row === undefined ? null : { email: row.email, role: asRole(row.role) }
}

type Which = { teamId: string } & ({ id: string } | { email: string } | { invitedBy: string } | { all: true })

/** Makes links worthless; answers how many there were. */
export async function revokeInvitations(db: Pick<Tx, 'updateTable'>, which: Which, at: number): Promise<number> {
  const open = db
    .updateTable('invitations')
    .set({ revoked_at: at })
    .where('team_id', '=', which.teamId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
  const { numUpdatedRows } = await narrowed().executeTakeFirst()
  return Number(numUpdatedRows)

  function narrowed() {
    if ('id' in which) return open.where('id', '=', which.id)
    if ('email' in which) return open.where('email', '=', which.email)
    return 'invitedBy' in which ? open.where('invited_by', '=', which.invitedBy) : open
  }
}

/** The invitation that a link leads to; null when it was used or revoked, has expired, or never was. */
export async function findOpenInvitation(
  db: Pick<Tx, 'selectFrom'>,
  tokenHash: string,
  now: number,
): Promise<OpenInvitation | null> {
  const row = await db
    .selectFrom('invitations')
    .innerJoin('teams', 'teams.id', 'invitations.team_id')
    .innerJoin('members', 'members.id', 'invitations.invited_by')
    .select(['invitations.id', 'invitations.team_id', 'invitations.email', 'invitations.role'])
    .select(['teams.name as team_name', 'members.name as invited_by'])
    .where('invitations.token_hash', '=', tokenHash)
    .where('invitations.accepted_at', 'is', null)
    .where('invitations.revoked_at', 'is', null)
    .where('invitations.expires_at', '>', now)
    .where('teams.deleted_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined) return null
  const { id, team_id, team_name, email, role, invited_by } = row
  return { id, teamId: team_id, teamName: team_name, email, role: asRole(role), invitedBy: invited_by }
}

export async function markAccepted(tx: Tx, id: string, at: number): Promise<void> {
  await tx.updateTable('invitations').set({ accepted_at: at }).where('id', '=', id).execute()
}

/** The invitations of a team that nobody accepted or revoked, expired ones among them, newest first. */
export async function listInvitations(
  { db }: Database,
  of: { teamId: string; limit: number; cursor?: string | undefined },
): Promise<Page<Invitation>> {
  const [at, id] = fromCursor(of.cursor) ?? [Number.MAX_SAFE_INTEGER, '']
  const rows = await db
    .selectFrom('invitations')
    .innerJoin('members', 'members.id', 'invitations.invited_by')
    .selectAll('invitations')
    .select('members.name as inviter')
    .where('invitations.team_id', '=', of.teamId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where((where) =>
      where.or([
        where('invitations.created_at', '<', at),
        where.and([where('invitations.created_at', '=', at), where('invitations.id', '<', id)]),
      ]),
    )
    .orderBy('invitations.created_at', 'desc')
    .orderBy('invitations.id', 'desc')
    .limit(of.limit + 1)
    .execute()
  return pageOf(rows, of.limit, { item: toInvitation, position: (row) => [row.created_at, row.id] })
}

type InvitationRow = {
  id: string
  email: string
  role: string
  inviter: string
  created_at: number
  expires_at: number
}

function toInvitation({ id, email, role, inviter, created_at, expires_at }: InvitationRow): Invitation {
  const times = { createdAt: iso(created_at), expiresAt: iso(expires_at) }
  return { id, email, role: asRole(role), invitedBy: inviter, ...times }
}
