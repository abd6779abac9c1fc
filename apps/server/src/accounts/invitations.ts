import { mayManageMember, type Role } from '@baton/core'
import type { CreatedInvitation, InvitationDetails } from '@baton/protocol'
import type { Tx } from '../database/database.ts'
import { iso } from '../present/plain.ts'
import {
  findOpenInvitation,
  findUnanswered,
  insertInvitation,
  listInvitations,
  markAccepted,
  type OpenInvitation,
  revokeInvitations,
} from '../store/invitations.ts'
import { languageOfMember } from '../store/mail-recipients.ts'
import { insertMember, isMemberAddress } from '../store/members.ts'
import { lockTeam } from '../store/teams.ts'
import { orRefusal, type Result, RolledBack, refused } from './account-refusal.ts'
import { insertCredentials, sameAddress } from './credential-rows.ts'
import type { Credentials } from './credentials.ts'
import type { AccountWorld } from './ports.ts'
import type { Principal } from './principal.ts'
import { newToken } from './tokens.ts'

const VALID_MS = 7 * 24 * 60 * 60 * 1000

type Paging = { limit: number; cursor?: string | undefined }
type Invite = { email: string; role: Role }
type NewPerson = { name: string; password: string }

/** How people come into a team. A link works once, for seven days; a second one to the same address replaces the first. */
export function openInvitations(world: AccountWorld, credentials: Pick<Credentials, 'hashPassword'>) {
  const { database, secrets, now } = world
  return {
    list: (teamId: string, paging: Paging) => listInvitations(database, { teamId, ...paging }),

    /** Writes the invitation and plans its mail, together. Refusals: forbidden, email_taken. */
    create: async (by: Principal, invite: Invite): Promise<Result<CreatedInvitation>> => {
      if (!mayManageMember(by.roles, invite.role)) return refused('forbidden')
      return orRefusal(() => database.transact((tx) => writeInvitation(world, tx, by, invite)))
    },

    /** Sends it anew, with a new link for another seven days; the old link stops working. Refusals: not_found, forbidden, email_taken. */
    resend: async (by: Principal, id: string): Promise<Result<CreatedInvitation>> =>
      orRefusal(() =>
        database.transact(async (tx) => {
          const invite = await findUnanswered(tx, { teamId: by.teamId, id })
          if (invite === null) throw new RolledBack('not_found')
          if (!mayManageMember(by.roles, invite.role)) throw new RolledBack('forbidden')
          return writeInvitation(world, tx, by, invite)
        }),
      ),

    /** False when there is no such open invitation in this team. */
    revoke: async (teamId: string, id: string): Promise<boolean> =>
      (await revokeInvitations(database.db, { teamId, id }, now())) > 0,

    /** What the accept page shows; null when the link no longer works. */
    details: async (token: string): Promise<InvitationDetails | null> => {
      const open = await findOpenInvitation(database.db, secrets.hash(token), now())
      if (open === null) return null
      const { email, role, teamName, invitedBy } = open
      return { email, role, teamName, invitedBy }
    },

    /** Makes the person a member. Of many at once exactly one succeeds. Refusals: invitation_invalid, email_taken. */
    accept: async (token: string, person: NewPerson): Promise<Result<OpenInvitation & { memberId: string }>> => {
      const tokenHash = secrets.hash(token)
      // Looked up before the password is hashed, which is the dear part.
      if ((await findOpenInvitation(database.db, tokenHash, now())) === null) return refused('invitation_invalid')
      const accepting = { tokenHash, name: person.name, passwordHash: await credentials.hashPassword(person.password) }
      return orRefusal(() => database.transact((tx) => writeAcceptance(world, tx, accepting)))
    },
  }
}

async function writeInvitation(
  world: AccountWorld,
  tx: Tx,
  by: Principal,
  { role, ...invite }: Invite,
): Promise<CreatedInvitation> {
  const { database, newId, publicUrl, secrets } = world
  const [at, token, email] = [world.now(), newToken(), sameAddress(invite.email)]
  const team = await lockTeam(tx, database.kind, by.teamId)
  if (team === null) throw new RolledBack('not_found')
  if (await isMemberAddress(tx, email)) throw new RolledBack('email_taken')
  const [id, expiresAt, acceptUrl] = [newId(), at + VALID_MS, `${publicUrl}/invite/${token}`]
  await revokeInvitations(tx, { teamId: team.id, email }, at)
  const kept = { id, teamId: team.id, email, role, tokenHash: secrets.hash(token), invitedBy: by.memberId }
  await insertInvitation(tx, { ...kept, at, expiresAt })
  const language = await languageOfMember(tx, by.memberId)
  const mail = { to: email, teamId: team.id, teamName: team.name, invitedBy: by.name, role, language, acceptUrl }
  await world.mailOut.invitation({ ...mail, expiresAt }, tx)
  return { id, email, role, invitedBy: by.name, createdAt: iso(at), expiresAt: iso(expiresAt), acceptUrl }
}

async function writeAcceptance(
  world: AccountWorld,
  tx: Tx,
  accepting: { tokenHash: string; name: string; passwordHash: string },
): Promise<OpenInvitation & { memberId: string }> {
  const { database, newId } = world
  const at = world.now()
  const seen = await findOpenInvitation(tx, accepting.tokenHash, at)
  if (seen !== null) await lockTeam(tx, database.kind, seen.teamId)
  // Looked at again under the lock: another may have used it, or revoked it, meanwhile.
  const open = await findOpenInvitation(tx, accepting.tokenHash, at)
  if (open === null) throw new RolledBack('invitation_invalid')
  const { name, passwordHash } = accepting
  const { email, role, teamId } = open
  const [userId, memberId] = [newId(), newId()]
  const person = { userId, accountId: newId(), email, name, passwordHash, at }
  if (!(await insertCredentials(tx, database.kind, person))) throw new RolledBack('email_taken')
  await insertMember(tx, { id: memberId, userId, teamId, name, email, role, at })
  await markAccepted(tx, open.id, at)
  return { ...open, memberId }
}
