import type { Bus } from '../database/bus.ts'
import type { Database, Warn } from '../database/database.ts'
import { avatarPath } from '../present/avatar-path.ts'
import type { FaceOf } from '../present/for-member.ts'
import { avatarVersions } from '../store/avatars.ts'

const KIND = 'face'

export type Faces = {
  /** The address of a member's picture now. Answered from memory, because every event of an agent asks. */
  faceOf: FaceOf
  /** This member's picture has that version now, or is gone (null). Known here at once, on other servers by the bus. */
  changed(memberId: string, version: string | null): void
  close(): void
}

/** Which members have a picture: read once, kept by the bus, and read again when something may have been missed. */
export async function openFaces(deps: { database: Database; bus: Bus; warn: Warn }): Promise<Faces> {
  const { database, bus, warn } = deps
  let versions = await avatarVersions(database)
  let changes = 0
  const take = (memberId: string, version: string | null) => {
    changes += 1
    if (version === null) versions.delete(memberId)
    else versions.set(memberId, version)
  }
  const readAgain = async (): Promise<void> => {
    const before = changes
    const read = await avatarVersions(database)
    // What changed while it was read may be missing in it.
    if (before !== changes) return readAgain()
    versions = read
  }
  const stops = [
    bus.subscribe(({ kind, member, version }) => {
      if (kind !== KIND || typeof member !== 'string') return
      take(member, typeof version === 'string' ? version : null)
    }),
    bus.onGap(() => void readAgain().catch((error) => warn('members’ pictures could not be read again', error))),
  ]
  return {
    faceOf: (memberId) => {
      const version = versions.get(memberId)
      return version === undefined ? null : avatarPath(memberId, version)
    },
    changed: (memberId, version) => {
      take(memberId, version)
      bus.publish({ kind: KIND, member: memberId, version })
    },
    close: () => {
      for (const stop of stops) stop()
    },
  }
}
