import type { Member } from '@baton/protocol'
import type { Database } from '../database/database.ts'
import type { ListedMember } from '../store/members.ts'
import { withTwoFactor } from './credential-rows.ts'
import { asSeenBy } from './member-rules.ts'
import type { Principal } from './principal.ts'

/** Members with what the asker may do about each. */
export async function seenBy(database: Database, by: Principal, members: readonly ListedMember[]): Promise<Member[]> {
  const people = members.map(({ userId }) => userId)
  const safer = await withTwoFactor(database, people)
  return members.map((member) => asSeenBy(by, { ...member, twoFactor: safer.has(member.userId) }))
}
