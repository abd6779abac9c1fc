import type { Member } from '@baton/protocol'
import type { Tx } from '../database/database.ts'
import { revokeKeys } from '../store/api-keys.ts'
import { deleteAvatars } from '../store/avatars.ts'
import { revokeInvitations } from '../store/invitations.ts'
import { membersOfTeam, readMember, setRole } from '../store/members.ts'
import { lockTeam, markDeleted, renameTeam } from '../store/teams.ts'
import { done, orRefusal, type Result, RolledBack, refused } from './account-refusal.ts'
import { deleteCredentials } from './credential-rows.ts'
import { ensure, lockScene, transferRefusal } from './member-rules.ts'
import type { AccountWorld } from './ports.ts'
import type { Principal } from './principal.ts'
import { seenBy } from './seen-members.ts'

/** What only owners do; whoever calls has asked for `team.manage`. */
export function openTeams(world: AccountWorld) {
  const { database, now } = world
  return {
    rename: async (teamId: string, name: string) => {
      await renameTeam(database, teamId, name)
      return { id: teamId, name }
    },

    /** The member becomes owner, the one who transfers admin. Refusals: not_found, forbidden, already_owner. */
    transferOwnership: async (by: Principal, memberId: string): Promise<Result<Member>> => {
      const moved = await orRefusal(() => database.transact((tx) => writeTransfer(world, tx, by, memberId)))
      if (!moved.ok) return moved
      for (const id of [by.memberId, memberId]) world.onAccessEnded({ memberId: id })
      const owner = await readMember(database, memberId, now())
      const asAdmin: Principal = { ...by, role: 'admin', roles: ['admin'] }
      const [seen] = owner === null ? [] : await seenBy(database, asAdmin, [owner])
      return seen === undefined ? refused('not_found') : done(seen)
    },

    /** Ends everything of the team; what was said stays in the database. Refusal: team_name_mismatch. */
    remove: async (by: Principal, name: string): Promise<Result<void>> => {
      if (name.trim() !== by.teamName) return refused('team_name_mismatch')
      // Bots first: were the server to die in between, the owner is still there to delete the team again.
      await world.deleteTeamBots(by.teamId)
      const removed = await orRefusal(() => database.transact((tx) => writeDeletion(world, tx, by)))
      if (!removed.ok) return removed
      // A bot that was made meanwhile.
      await world.deleteTeamBots(by.teamId)
      for (const memberId of removed.value) {
        world.onAccessEnded({ memberId })
        world.onFaceChanged(memberId, null)
      }
      return done(undefined)
    },
  }
}

async function writeTransfer(world: AccountWorld, tx: Tx, by: Principal, memberId: string): Promise<void> {
  const scene = await lockScene(tx, world.database.kind, by, memberId)
  ensure(transferRefusal(scene))
  await setRole(tx, memberId, 'owner')
  await setRole(tx, by.memberId, 'admin')
}

/** Answers the members who lost their access. */
async function writeDeletion(world: AccountWorld, tx: Tx, by: Principal): Promise<string[]> {
  const at = world.now()
  const whole = { teamId: by.teamId, all: true } as const
  if ((await lockTeam(tx, world.database.kind, by.teamId)) === null) throw new RolledBack('not_found')
  const members = await membersOfTeam(tx, by.teamId)
  const caller = members.find((member) => member.id === by.memberId)
  if (caller?.role !== 'owner') throw new RolledBack('forbidden')
  await markDeleted(tx, by.teamId, at)
  await revokeKeys(tx, whole, at)
  await revokeInvitations(tx, whole, at)
  const memberIds = members.map((member) => member.id)
  await deleteAvatars(tx, memberIds)
  await deleteCredentials(
    tx,
    members.map((member) => member.userId),
  )
  return memberIds
}
