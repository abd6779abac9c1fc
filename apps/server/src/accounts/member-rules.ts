import { may, mayManageMember, type Role } from '@baton/core'
import type { Member } from '@baton/protocol'
import type { Database, Tx } from '../database/database.ts'
import { countOwners, type ListedMember, type MemberRow, memberIn } from '../store/members.ts'
import { lockTeam } from '../store/teams.ts'
import { type AccountRefusal, RolledBack } from './account-refusal.ts'
import type { Principal } from './principal.ts'

/** Whoever acts and whom it is about, as they are while the team's roles stand still. */
export type Scene = {
  actor: MemberRow
  /** The actor's role now, and the key's when known by an API key. */
  roles: readonly Role[]
  target: MemberRow
  owners: number
}

/**
 * Holds the team and reads both members anew, so that what is decided on them is still so when it is written. Throws
 * RolledBack: `forbidden` when the actor is gone, `not_found` when the target is not of this team.
 */
export async function lockScene(tx: Tx, kind: Database['kind'], by: Principal, targetId: string): Promise<Scene> {
  await lockTeam(tx, kind, by.teamId)
  const actor = await memberIn(tx, by.teamId, by.memberId)
  if (actor === null) throw new RolledBack('forbidden')
  const target = await memberIn(tx, by.teamId, targetId)
  if (target === null) throw new RolledBack('not_found')
  return { actor, roles: rolesNow(by, actor.role), target, owners: await countOwners(tx, by.teamId) }
}

/** A key's own role stays; the member's may have changed since the request was let in. */
function rolesNow(by: Principal, role: Role): readonly Role[] {
  return by.via.kind === 'session' ? [role] : [role, ...by.roles.slice(1)]
}

export type KnownMember = ListedMember & { twoFactor: boolean }

/** A member with what the asker may do about them; asked again, under the lock, when it comes to it. */
export function asSeenBy(by: Principal, { userId: _, twoFactor, ...member }: KnownMember): Member {
  const { id, role } = member
  const manages = id !== by.memberId && role !== 'owner' && mayManageMember(by.roles, role)
  const makeOwner = role !== 'owner' && id !== by.memberId && may(by.roles, 'team.manage')
  const resets = twoFactor && id !== by.memberId && mayManageMember(by.roles, role) && by.via.kind === 'session'
  return { ...member, can: { changeRole: manages, remove: manages, makeOwner, resetTwoFactor: resets } }
}

export function roleChangeRefusal({ actor, roles, target, owners }: Scene, role: Role): AccountRefusal | null {
  if (!may(roles, 'member.manage')) return 'forbidden'
  if (target.id === actor.id) return 'own_role'
  if (role === 'owner') return 'owner_by_transfer'
  if (!mayManageMember(roles, target.role)) return 'forbidden'
  return isLastOwner(target, owners) ? 'last_owner' : null
}

/** One's own is switched off in one's account, with the password. */
export function twoFactorResetRefusal({ actor, roles, target }: Scene): AccountRefusal | null {
  if (!mayManageMember(roles, target.role)) return 'forbidden'
  return target.id === actor.id ? 'own_two_factor' : null
}

export function removalRefusal({ roles, target, owners }: Scene): AccountRefusal | null {
  if (!mayManageMember(roles, target.role)) return 'forbidden'
  return isLastOwner(target, owners) ? 'last_owner' : null
}

export function transferRefusal({ roles, target }: Scene): AccountRefusal | null {
  if (!may(roles, 'team.manage')) return 'forbidden'
  return target.role === 'owner' ? 'already_owner' : null
}

export function ensure(refusal: AccountRefusal | null): void {
  if (refusal !== null) throw new RolledBack(refusal)
}

const isLastOwner = (target: MemberRow, owners: number) => target.role === 'owner' && owners <= 1
