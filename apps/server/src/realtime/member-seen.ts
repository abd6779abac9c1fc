import type { Clock } from './clock.ts'
import type { WarnOfError } from './sparing-warnings.ts'

const EVERY_MS = 20_000

export type MemberSeen = {
  arrived(memberId: string): void
  /** A sign of life of one of the member's sockets. */
  alive(memberId: string): void
  left(memberId: string): void
}

/** Notes that members are there, at most every 20 s for each however many sockets they have. */
export function createMemberSeen(
  clock: Clock,
  note: (memberId: string) => Promise<void>,
  warn: WarnOfError,
): MemberSeen {
  const present = new Map<string, { sockets: number; at: number }>()
  const see = (memberId: string) => note(memberId).catch((error) => warn('a presence could not be noted', error))
  return {
    arrived: (memberId) => {
      const sockets = (present.get(memberId)?.sockets ?? 0) + 1
      present.set(memberId, { sockets, at: clock.now() })
      void see(memberId)
    },
    alive: (memberId) => {
      const known = present.get(memberId)
      if (known === undefined || clock.now() - known.at < EVERY_MS) return
      known.at = clock.now()
      void see(memberId)
    },
    left: (memberId) => {
      const known = present.get(memberId)
      if (known === undefined) return
      known.sockets -= 1
      if (known.sockets === 0) present.delete(memberId)
    },
  }
}
