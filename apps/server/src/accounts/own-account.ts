import type { Preferences } from '@baton/protocol'
import { deleteAvatars, writeAvatar } from '../store/avatars.ts'
import { readPreferences, writePreferences } from '../store/member-preferences.ts'
import { renameMember } from '../store/members.ts'
import { done, type Result, refused } from './account-refusal.ts'
import { checkPicture } from './check-picture.ts'
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
    /** Shown to everybody who talks with this member. `sent` is whatever came in. Refusal: picture_refused. */
    setAvatar: async (by: Principal, sent: unknown): Promise<Result<void>> => {
      const picture = Buffer.isBuffer(sent) ? checkPicture(sent) : null
      if (picture === null) return refused('picture_refused')
      await writeAvatar(database, by.memberId, picture, now())
      world.onFaceChanged(by.memberId, picture.version)
      return done(undefined)
    },
    removeAvatar: async (by: Principal): Promise<void> => {
      await deleteAvatars(database.db, [by.memberId])
      world.onFaceChanged(by.memberId, null)
    },
    preferences: (by: Principal): Promise<Preferences> => readPreferences(database, by.memberId),
    /** Changes what is given; answers all. */
    changePreferences: (by: Principal, change: Parameters<typeof writePreferences>[2]): Promise<Preferences> =>
      writePreferences(database, by.memberId, change, now()),
  }
}
