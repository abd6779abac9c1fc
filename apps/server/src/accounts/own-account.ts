import type { Preferences } from '@baton/protocol'
import { readPreferences, writePreferences } from '../store/member-preferences.ts'
import { renameMember } from '../store/members.ts'
import { withCredentialsIn } from './credential-tables.ts'
import type { AccountWorld } from './ports.ts'
import type { Principal } from './principal.ts'

/** What members change of themselves; no right is asked for. */
export function openOwnAccount(world: AccountWorld) {
  const { database, now } = world
  return {
    /** What is said from now on is said under the new name; what was said stays as it was. */
    rename: async (by: Principal, name: string): Promise<void> => {
      await database.transact(async (tx) => {
        await renameMember(tx, by.memberId, name)
        await withCredentialsIn(tx).updateTable('user').set({ name }).where('id', '=', by.userId).execute()
      })
      world.onAccessEnded({ memberId: by.memberId })
    },
    preferences: (by: Principal): Promise<Preferences> => readPreferences(database, by.memberId),
    /** Changes what is given; answers all. */
    changePreferences: (by: Principal, change: Parameters<typeof writePreferences>[2]): Promise<Preferences> =>
      writePreferences(database, by.memberId, change, now()),
  }
}
