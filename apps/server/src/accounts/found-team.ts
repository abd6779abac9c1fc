import type { Tx } from '../database/database.ts'
import { insertMember } from '../store/members.ts'
import { insertTeam } from '../store/teams.ts'
import { RolledBack } from './account-refusal.ts'
import { insertCredentials, sameAddress } from './credential-rows.ts'
import type { AccountWorld } from './ports.ts'

/** What it takes to found a team. `passwordHash` is made before the transaction, because that takes long. */
export type Founding = { name: string; email: string; teamName: string; passwordHash: string }
export type Founded = { memberId: string; teamId: string; botId: string }

/**
 * Writes owner, team and demo bot: all of it or nothing. Throws RolledBack `email_taken` when the address has an account.
 */
export async function foundTeam(world: AccountWorld, tx: Tx, founding: Founding): Promise<Founded> {
  const { newId, database, createDemoBot } = world
  const [userId, memberId, teamId, at] = [newId(), newId(), newId(), world.now()]
  const person = { name: founding.name, email: sameAddress(founding.email) }
  const { passwordHash } = founding
  const credentials = { ...person, userId, accountId: newId(), passwordHash, at }
  if (!(await insertCredentials(tx, database.kind, credentials))) throw new RolledBack('email_taken')
  await insertTeam(tx, { id: teamId, name: founding.teamName, at })
  await insertMember(tx, { ...person, id: memberId, userId, teamId, role: 'owner', at })
  return { memberId, teamId, botId: await createDemoBot(teamId, tx) }
}
