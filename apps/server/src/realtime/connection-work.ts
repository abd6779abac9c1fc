import { answerFrame, type Parts } from './answer-frame.ts'
import type { Clock } from './clock.ts'
import type { ConnectionWork } from './connection.ts'
import { writeFrame } from './frame-codec.ts'
import type { Who } from './hello.ts'
import type { MemberSeen } from './member-seen.ts'
import type { Sockets } from './sockets.ts'
import type { WarnOfError } from './sparing-warnings.ts'

type WorkPorts = Parts & {
  clock: Clock
  rateLimits: boolean
  sockets: Sockets
  seen: MemberSeen
  warn: WarnOfError
}

/** What every connection of this process does with its person and its frames. */
export function createConnectionWork(ports: WorkPorts): ConnectionWork {
  const { clock, rateLimits, sockets, seen, access, fanOut, inbox, warn } = ports
  return {
    clock,
    rateLimits,
    admit: async (connection, token) => {
      try {
        const identity = await access.admit(connection.door, token)
        return typeof identity !== 'string' && sockets.isFullForCustomer(identity) ? 'rate_limited' : identity
      } catch (error) {
        warn('it could not be found out who a socket is', error)
        return 'unavailable'
      }
    },
    arrived: (connection, identity) => {
      sockets.arrived(identity)
      if (identity.who.side === 'member') seen.arrived(identity.who.principal.memberId)
      connection.send(writeFrame({ t: 'ready', me: meOf(identity.who) }))
    },
    perform: async (connection, frame) => {
      try {
        await answerFrame(ports, connection, frame)
      } catch (error) {
        warn('a frame could not be answered', error)
        connection.end('unavailable')
      }
    },
    alive: ({ who }) => {
      if (who.side === 'member') seen.alive(who.principal.memberId)
    },
    left: (connection, identity) => {
      for (const conversation of [...connection.follows.keys()]) fanOut.unfollow(connection, conversation)
      inbox.leave(connection)
      if (identity === null) return
      sockets.left(identity)
      if (identity.who.side === 'member') seen.left(identity.who.principal.memberId)
    },
    closed: (connection) => sockets.closed(connection),
  }
}

function meOf(who: Who) {
  if (who.side === 'customer') return { kind: 'customer' as const, id: who.customerId, botId: who.botId }
  const { memberId, name, teamId } = who.principal
  return { kind: 'agent' as const, id: memberId, name, teamId }
}
