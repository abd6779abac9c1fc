import type { Principal } from '../accounts/principal.ts'
import type { Clock } from './clock.ts'
import type { Connection } from './connection.ts'
import { writeFrame } from './frame-codec.ts'
import type { Gate } from './gate.ts'
import type { RealtimeDeps } from './ports.ts'
import type { WarnOfError } from './sparing-warnings.ts'

/** Changes of one conversation that come together are told once, in milliseconds. */
const TOGETHER_MS = 50

export type Inbox = {
  join(connection: Connection, teamId: string): void
  leave(connection: Connection): void
  /** Something was committed in a conversation of the team. */
  changed(teamId: string, conversation: string): void
  close(): void
}

type InboxPorts = {
  clock: Clock
  gate: Gate
  read: RealtimeDeps['present']['conversationFor']
  warn: WarnOfError
}

/** Sends the newest summary of what changed to members who follow their inbox, each with what they may do themselves. */
export function createInbox({ clock, gate, read, warn }: InboxPorts): Inbox {
  const teams = new Map<string, Set<Connection>>()
  /** Conversations whose summary is about to be read; `again` when they changed while it was read. */
  const pending = new Map<string, { again: boolean }>()
  let closed = false

  function changed(teamId: string, conversation: string): void {
    if (closed || !teams.has(teamId)) return
    const waiting = pending.get(conversation)
    if (waiting !== undefined) {
      waiting.again = true
      return
    }
    pending.set(conversation, { again: false })
    clock.after(TOGETHER_MS, () => void tell(teamId, conversation))
  }

  async function tell(teamId: string, conversation: string): Promise<void> {
    const state = { again: false }
    pending.set(conversation, state)
    try {
      await Promise.all(
        [...readersOf(teamId)].map(([rights, principal]) => tellOne(teamId, conversation, rights, principal)),
      )
    } catch (error) {
      // A hint only: dashboards also read their list again every now and then.
      warn('a summary for the inbox could not be read', error)
    }
    pending.delete(conversation)
    if (state.again) changed(teamId, conversation)
  }

  /** Each summary is drawn once for all sockets with the same member and rights. */
  function readersOf(teamId: string): Map<string, Principal> {
    const readers = new Map<string, Principal>()
    for (const connection of teams.get(teamId) ?? []) {
      const principal = principalOf(connection)
      if (principal !== null) readers.set(rightsOf(principal), principal)
    }
    return readers
  }

  async function tellOne(teamId: string, conversation: string, rights: string, principal: Principal): Promise<void> {
    const summary = await gate(() => read(principal, conversation))
    if (summary === null) return
    const frame = writeFrame({ t: 'inbox', conversation: summary })
    for (const connection of teams.get(teamId) ?? []) {
      const now = principalOf(connection)
      if (now !== null && rightsOf(now) === rights && !connection.behind) connection.send(frame)
    }
  }

  function leave(connection: Connection): void {
    for (const [teamId, connections] of teams) {
      if (connections.delete(connection) && connections.size === 0) teams.delete(teamId)
    }
  }

  return {
    join: (connection, teamId) => {
      const connections = teams.get(teamId) ?? new Set()
      teams.set(teamId, connections.add(connection))
    },
    leave,
    changed,
    close: () => {
      closed = true
      teams.clear()
    },
  }
}

function principalOf({ identity }: Connection): Principal | null {
  return identity?.who.side === 'member' ? identity.who.principal : null
}

function rightsOf({ memberId, roles }: Principal): string {
  return [memberId, ...roles].join(' ')
}
