import { may, type Role } from '@baton/core'
import type { Member, Page } from '@baton/protocol'
import type { Tx } from '../database/database.ts'
import { revokeKeys } from '../store/api-keys.ts'
import { deleteAvatars } from '../store/avatars.ts'
import { revokeInvitations } from '../store/invitations.ts'
import { languageOfMember } from '../store/mail-recipients.ts'
import { listMembers, markRemoved, readMember, setRole } from '../store/members.ts'
import { orRefusal, type Result, RolledBack, refused } from './account-refusal.ts'
import { deleteCredentials, takeTwoFactor } from './credential-rows.ts'
import { ensure, lockScene, removalRefusal, roleChangeRefusal, twoFactorResetRefusal } from './member-rules.ts'
import type { AccountWorld } from './ports.ts'
import type { Principal } from './principal.ts'
import { seenBy } from './seen-members.ts'

type Paging = { limit: number; cursor?: string | undefined }

/** Roles and removal. What a member may no longer hold goes back to the queue in the same transaction. */
export function openMembers(world: AccountWorld) {
  const { database, now } = world
  return {
    list: async (by: Principal, paging: Paging): Promise<Page<Member>> => {
      const { items, nextCursor } = await listMembers(database, { teamId: by.teamId, ...paging, now: now() })
      return { items: await seenBy(database, by, items), nextCursor }
    },

    /** Refusals: not_found, own_role, owner_by_transfer, forbidden, last_owner. */
    changeRole: async (by: Principal, memberId: string, role: Role): Promise<Result<Member>> => {
      const change = (tx: Tx) => writeRole(world, tx, by, { memberId, role })
      const changed = await orRefusal(() =>
        may([role], 'conversation.claim') ? database.transact(change) : alongRelease(world, memberId, change),
      )
      if (!changed.ok) return changed
      world.onAccessEnded({ memberId })
      const member = await readMember(database, memberId, now())
      const [seen] = member === null ? [] : await seenBy(database, by, [member])
      return seen === undefined ? refused('not_found') : { ok: true, value: seen }
    },

    /**
     * For who lost phone and backup codes: from now on the password alone signs them in, everywhere anew. They are told
     * by mail. Refusals: not_found, forbidden, own_two_factor, two_factor_off.
     */
    resetTwoFactor: async (by: Principal, memberId: string): Promise<Result<void>> => {
      const reset = await orRefusal(() => database.transact((tx) => writeTwoFactorReset(world, tx, by, memberId)))
      if (reset.ok) {
        world.onAccessEnded({ memberId })
        world.note('two-factor was reset', { member: memberId, by: by.memberId })
      }
      return reset
    },

    /** Takes sessions, keys and open invitations too; the address is free again. Refusals: not_found, forbidden, last_owner. */
    remove: async (by: Principal, memberId: string): Promise<Result<void>> => {
      const removed = await orRefusal(() =>
        alongRelease(world, memberId, (tx) => writeRemoval(world, tx, by, memberId)),
      )
      if (removed.ok) {
        world.onAccessEnded({ memberId })
        world.onFaceChanged(memberId, null)
      }
      return removed
    },
  }
}

/** Core hands its store's transaction on without knowing what it is; it is ours. */
async function alongRelease(world: AccountWorld, memberId: string, work: (tx: Tx) => Promise<void>): Promise<void> {
  await world.releaseMember(memberId, (transaction) => work(transaction as Tx))
}

async function writeRole(
  world: AccountWorld,
  tx: Tx,
  by: Principal,
  { memberId, role }: { memberId: string; role: Role },
): Promise<void> {
  const scene = await lockScene(tx, world.database.kind, by, memberId)
  ensure(roleChangeRefusal(scene, role))
  await setRole(tx, memberId, role)
  if (!may([role], 'member.manage')) await revokeInvitations(tx, invitedBy(by, memberId), world.now())
}

async function writeTwoFactorReset(world: AccountWorld, tx: Tx, by: Principal, memberId: string): Promise<void> {
  const scene = await lockScene(tx, world.database.kind, by, memberId)
  ensure(twoFactorResetRefusal(scene))
  const { target, actor } = scene
  if (!(await takeTwoFactor(tx, world.database.kind, target.userId))) throw new RolledBack('two_factor_off')
  const { email, name, teamId } = target
  const language = await languageOfMember(tx, memberId)
  await world.mailOut.twoFactorReset({ to: email, name, teamId, by: actor.name, language }, tx)
}

async function writeRemoval(world: AccountWorld, tx: Tx, by: Principal, memberId: string): Promise<void> {
  const scene = await lockScene(tx, world.database.kind, by, memberId)
  ensure(removalRefusal(scene))
  const at = world.now()
  await markRemoved(tx, memberId, at)
  await deleteAvatars(tx, [memberId])
  await deleteCredentials(tx, [scene.target.userId])
  await revokeKeys(tx, { teamId: by.teamId, memberId }, at)
  await revokeInvitations(tx, invitedBy(by, memberId), at)
}

/** A link that was given out is a way back in: it goes with the right to invite. */
const invitedBy = (by: Principal, memberId: string) => ({ teamId: by.teamId, invitedBy: memberId })
