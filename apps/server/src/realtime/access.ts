import { principalMay } from '../accounts/principal.ts'
import type { Clock } from './clock.ts'
import type { Connection } from './connection.ts'
import { type CloseName, errorFrame } from './frame-codec.ts'
import type { Gate } from './gate.ts'
import { type Door, type Identity, isSame, recognise, type Who, whoIs } from './hello.ts'
import type { AccessEnded, RealtimeDeps } from './ports.ts'
import type { WarnOfError } from './sparing-warnings.ts'

/** A check this young is good enough for the next follow, in milliseconds. */
const FRESH_MS = 1_000
/** Nobody stays unchecked for longer than both together, so that an end that nobody told us of is found within a minute. */
const OLD_MS = 55_000
const SWEEP_MS = 5_000
const MAX_TRIES = 10

export type Access = {
  /** Who says hello, or why nobody is let in. Rejects when it cannot be found out. */
  admit(door: Door, token: string | undefined): Promise<Identity | CloseName>
  /** Whether this connection may follow that conversation now. Rejects when it cannot be found out. */
  mayFollow(connection: Connection, conversation: string): Promise<boolean>
  mayFollowInbox(connection: Connection): Promise<boolean>
  /** Checks the connections of these again, at once. */
  ended(who: AccessEnded): void
  /** Checks everybody again: an end may have been missed. */
  sweepAll(): void
  close(): void
}

export type AccessPorts = {
  clock: Clock
  gate: Gate
  connections(): Iterable<Connection>
  /** Ends one follow. */
  unfollow(connection: Connection, conversation: string): void
  leaveInbox(connection: Connection): void
  warn: WarnOfError
}

/** Who may, asked at hello, at every follow, when access ends, and once a minute. What cannot be checked is closed. */
export function createAccess(deps: RealtimeDeps, ports: AccessPorts): Access {
  /** Counts ends of access: an answer that was read while one came in is asked for again. */
  let ends = 0
  /** Waiting for their turn: a slow database must not make the line longer and longer. */
  const swept = new Set<Connection>()
  let stopSweeping = ports.clock.after(SWEEP_MS, sweepAgain)

  async function settled<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const before = ends
      const answer = await ask()
      if (before === ends) return answer
    }
    throw new Error('access changed faster than it could be read')
  }

  /** Recognises the person behind a connection once more; closes and answers null when they are gone. */
  async function refreshed(connection: Connection, fresh: number): Promise<Who | null> {
    const { identity } = connection
    if (identity === null) return null
    if (ports.clock.now() - identity.checkedAt < fresh) return identity.who
    const checkedAt = ports.clock.now()
    const before = ends
    const who = await whoIs(deps, identity.proof)
    if (who === null || !isSame(identity.who, who)) {
      connection.end(identity.who.side === 'member' ? 'access_ended' : 'unauthorized')
      return null
    }
    // What was read before an end of access is not kept: it would look fresh.
    if (before === ends) Object.assign(identity, { who, checkedAt })
    return who
  }

  function allowed(who: Who, conversation: string): Promise<boolean> {
    return who.side === 'member'
      ? deps.access.member(who.principal, conversation)
      : deps.access.customer(who.customerId, conversation)
  }

  async function checkAgain(connection: Connection): Promise<void> {
    const who = await settled(() => refreshed(connection, 0))
    if (who === null) return
    let lost = false
    for (const conversation of [...connection.follows.keys()]) {
      if (await settled(() => allowed(connection.identity?.who ?? who, conversation))) continue
      lost = true
      ports.unfollow(connection, conversation)
    }
    if (!mayReadInbox(connection.identity?.who ?? who)) ports.leaveInbox(connection)
    if (lost) connection.send(errorFrame('access_ended'))
  }

  /** Never rejects. */
  async function check(connection: Connection): Promise<void> {
    try {
      await checkAgain(connection)
    } catch (error) {
      ports.warn('the rights of a socket could not be checked', error)
      connection.end('unavailable')
    }
  }

  function sweepAgain(): void {
    stopSweeping = ports.clock.after(SWEEP_MS, sweepAgain)
    sweep(OLD_MS)
  }

  function sweep(old: number): void {
    const before = ports.clock.now() - old
    for (const connection of ports.connections()) {
      const { identity } = connection
      if (identity === null || identity.checkedAt > before || swept.has(connection)) continue
      swept.add(connection)
      void ports.gate(() => check(connection)).finally(() => swept.delete(connection))
    }
  }

  return {
    admit: (door, token) => settled(() => recognise(deps, ports.clock.now, door, token)),
    mayFollow: (connection, conversation) =>
      settled(async () => {
        const who = await refreshed(connection, FRESH_MS)
        return who !== null && (await allowed(who, conversation))
      }),
    mayFollowInbox: (connection) =>
      settled(async () => {
        const who = await refreshed(connection, FRESH_MS)
        return who !== null && mayReadInbox(who)
      }),
    ended: (ended) => {
      ends += 1
      for (const connection of ports.connections()) {
        if (connection.identity === null || !concerns(connection.identity.who, ended)) continue
        connection.identity.checkedAt = Number.NEGATIVE_INFINITY
        void check(connection)
      }
    },
    sweepAll: () => sweep(0),
    close: () => stopSweeping(),
  }
}

function mayReadInbox(who: Who): boolean {
  return who.side === 'member' && principalMay(who.principal, 'conversation.read')
}

function concerns(who: Who, ended: AccessEnded): boolean {
  if (who.side !== 'member') return false
  const { memberId, via } = who.principal
  if ('memberId' in ended) return memberId === ended.memberId
  if ('sessionId' in ended) return via.kind === 'session' && via.sessionId === ended.sessionId
  return via.kind === 'api_key' && via.keyId === ended.keyId
}
