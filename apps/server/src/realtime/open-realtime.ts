import { randomUUID } from 'node:crypto'
import { createAccess } from './access.ts'
import { readBusFrame, type Tell } from './bus-frames.ts'
import { clockOf } from './clock.ts'
import { Connection } from './connection.ts'
import { createConnectionWork } from './connection-work.ts'
import { createDrafts } from './drafts.ts'
import { createEventFaces } from './event-faces.ts'
import { FanOut } from './fan-out.ts'
import type { Follow } from './follow.ts'
import { writeFrame } from './frame-codec.ts'
import { createGate } from './gate.ts'
import { type Door, originRefused } from './hello.ts'
import { createHints, hintOf } from './hints.ts'
import { createInbox } from './inbox.ts'
import { createMemberSeen } from './member-seen.ts'
import type { Gateway, RealtimeDeps } from './ports.ts'
import { createPositions } from './positions.ts'
import { createPresence } from './presence.ts'
import { createQueue } from './queue.ts'
import { createDraftRelay } from './relay-drafts.ts'
import { createSeenSignal } from './seen-signal.ts'
import { Sockets } from './sockets.ts'
import { warnSparingly } from './sparing-warnings.ts'
import { createTyping } from './typing.ts'
import { createUpgrade } from './upgrade.ts'
import { createWaiting } from './wait-for-event.ts'
import type { Wire } from './wire.ts'

/** Reads that many readers cause at once (replays, positions, checks) take turns, so that the database is not flooded. */
const READS_AT_ONCE = 6
/** Summaries are many and only hints: they must not keep replays waiting. */
const SUMMARIES_AT_ONCE = 4

export type Realtime = {
  gateway: Gateway
  /** Takes a socket that is open already. */
  accept(wire: Wire, door: Door): void
}

/** Wires the parts of the gateway, and nothing else. */
export function openRealtime(deps: RealtimeDeps): Realtime {
  const server = randomUUID()
  const clock = clockOf(deps)
  const gate = createGate(READS_AT_ONCE)
  const summaryGate = createGate(SUMMARIES_AT_ONCE)
  const { log, present, rateLimits } = deps
  const warn = warnSparingly(clock, (message, fields) => deps.warn(message, fields))
  const tell: Tell = (frame) => deps.bus.publish({ ...frame, from: server })
  const lastSeq = (conversation: string) => log.lastSeq(conversation)
  const sockets = new Sockets(rateLimits)
  let closing = false

  // The parts know each other only through their ports, which are called once everything is there.
  const fanOut: FanOut = new FanOut({
    clock,
    warn,
    faceOf: createEventFaces(present),
    page: (conversation, after, limit) => gate(() => log.after(conversation, after, limit)),
    news: (conversation, after, limit) => log.after(conversation, after, limit),
    lastSeq: async (conversation) => (await gate(() => lastSeq(conversation))) ?? 0,
    opened: (channel) => [positions, presence].forEach((part) => void part.opened(channel)),
    closed: (channel) => [positions, presence, typing].forEach((part) => void part.closed(channel)),
    joined: (follow) => [queue, presence].forEach((part) => void part.joined(follow)),
    left: (follow) => [typing, presence, queue].forEach((part) => void part.left(follow)),
    live: welcome,
    passing: (channel, event) => hints.passing(channel, event),
    happening: (channel, event) => typing.happening(channel, event),
  })
  const drafts = createDrafts(clock, (conversation, clientId) => relay.showWithdrawn(conversation, clientId))
  const relay = createDraftRelay({ drafts, fanOut, tell })
  const typing = createTyping({ clock, present, fanOut, tell })
  const seenSignal = createSeenSignal({
    fanOut,
    tell,
    gate,
    warn,
    read: (conversation) => present.seenByAgents(conversation),
  })
  const presence = createPresence({ clock, tell })
  const queue = createQueue({ clock, gate, warn, read: (botId) => present.queue(botId) })
  const inbox = createInbox({
    clock,
    gate: summaryGate,
    warn,
    read: (principal, id) => present.conversationFor(principal, id),
  })
  const teamOf = (conversation: string) => present.teamOf(conversation)
  const hints = createHints({ fanOut, drafts, typing, inbox, queue, teamOf, warn, showWithdrawn: relay.showWithdrawn })
  const positions = createPositions({ clock, gate, lastSeq, missed: (id) => void hints.missed(id), warn })
  const waiting = createWaiting({ clock, fanOut, lastSeq, warn })
  const seen = createMemberSeen(clock, (memberId) => deps.seen(memberId), warn)
  const access = createAccess(deps, {
    clock,
    gate,
    connections: () => sockets.open,
    unfollow: (connection, conversation) => fanOut.unfollow(connection, conversation),
    leaveInbox: (connection) => inbox.leave(connection),
    warn,
  })
  const parts = { access, fanOut, inbox, typing, presence }
  const work = createConnectionWork({ ...parts, clock, rateLimits, sockets, seen, warn })

  /** What a follow that has caught up should know besides the log. */
  function welcome(follow: Follow): void {
    const draft = drafts.soFar(follow.channel.conversation)
    if (draft !== null) follow.send(writeFrame(draft))
    typing.live(follow)
    presence.live(follow)
    queue.live(follow)
    seenSignal.live(follow)
  }

  function hear(message: { kind: string }): void {
    const frame = readBusFrame(message)
    if (frame === null || frame.from === server) return
    switch (frame.kind) {
      case 'realtime.committed':
        hints.committed(frame)
        break
      case 'realtime.drafting':
      case 'realtime.drafting_withdrawn':
        relay.hear(frame)
        break
      case 'realtime.typing':
        typing.hear(frame)
        break
      case 'realtime.seen':
        seenSignal.hear(frame)
        break
      case 'realtime.presence':
      case 'realtime.presence_wanted':
        presence.hear(frame)
        break
      case 'realtime.access_ended':
        access.ended(frame.who)
    }
  }

  function accept(wire: Wire, door: Door): void {
    const connection = new Connection(wire, door, work)
    sockets.opened(connection)
    if (closing) connection.end('going_away')
    else void checkOrigin(connection, door)
  }

  async function checkOrigin(connection: Connection, door: Door): Promise<void> {
    try {
      if (await originRefused(deps, door)) connection.end('origin_refused')
    } catch (error) {
      warn('the origin of a socket could not be checked', error)
      connection.end('unavailable')
    }
  }

  const stopHearing = deps.bus.subscribe(hear)
  const stopMinding = deps.bus.onGap(() => {
    positions.checkAll()
    access.sweepAll()
  })

  const gateway: Gateway = {
    upgrade: createUpgrade({
      isClosing: () => closing,
      isFullFor: (address) => sockets.isFullFor(address),
      accept,
    }),
    committed: (change) => {
      try {
        const hint = hintOf(change)
        hints.committed(hint, change.events)
        tell({ kind: 'realtime.committed', ...hint })
      } catch (error) {
        warn('followers could not be told of a commit', error)
      }
    },
    drafting: relay.drafting,
    draftingWithdrawn: relay.withdrawn,
    seenByHolder: seenSignal.say,
    waitForEvent: waiting.wait,
    accessEnded: (who) => {
      access.ended(who)
      tell({ kind: 'realtime.access_ended', who })
    },
    customerOnline: presence.customerOnline,
    close: async () => {
      closing = true
      stopHearing()
      stopMinding()
      waiting.close()
      await sockets.sendAway()
      for (const part of [access, presence, queue, inbox, drafts]) part.close()
    },
    stats: () => ({ sockets: sockets.open.size, follows: fanOut.follows }),
  }
  return { gateway, accept }
}
