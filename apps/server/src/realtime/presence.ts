import type { BusFrame, PresencePart, Tell } from './bus-frames.ts'
import type { Channel } from './channel.ts'
import type { Cancel, Clock } from './clock.ts'
import type { Connection } from './connection.ts'
import type { Follow } from './follow.ts'
import { writeFrame } from './frame-codec.ts'

const VIEWING_MS = 45_000
/** How often servers ask each other, and how long an answer counts, in milliseconds. */
const ASK_MS = 30_000
const ANSWER_COUNTS_MS = 70_000
/** What one server tells of at most, so that it fits into one message of the bus. */
const MAX_VIEWERS = 20

type Viewer = { id: string; name: string; expire: Cancel }
type Remote = PresencePart & { until: number }
type Room = {
  channel: Channel
  /** By connection: one member may look from two tabs. */
  viewers: Map<Connection, Viewer>
  /** By server. */
  remotes: Map<string, Remote>
  /** What was last told to the other servers and to the members here. */
  told: string
  shown: string
}

export type Presence = {
  /** A member looks at a conversation; counts for 45 s. */
  viewing(follow: Follow): void
  hear(frame: Extract<BusFrame, { kind: 'realtime.presence' | 'realtime.presence_wanted' }>): void
  opened(channel: Channel): void
  closed(channel: Channel): void
  joined(follow: Follow): void
  live(follow: Follow): void
  left(follow: Follow): void
  customerOnline(conversation: string): boolean
  close(): void
}

const nobody = JSON.stringify({ customer: false, viewers: [] } satisfies PresencePart)

/** Who looks at a conversation, and whether its customer's page is open; shown to members, across servers. */
export function createPresence({ clock, tell }: { clock: Clock; tell: Tell }): Presence {
  const rooms = new Map<string, Room>()
  let stopAsking = clock.after(ASK_MS, ask)

  /** Once in a while, so that what was lost, or belongs to a server that died, heals. */
  function ask(): void {
    stopAsking = clock.after(ASK_MS, ask)
    for (const room of rooms.values()) {
      for (const [server, { until }] of room.remotes) if (until <= clock.now()) room.remotes.delete(server)
      show(room)
      if (hasMembers(room)) want(room)
    }
  }

  function want({ channel }: Room): void {
    tell({ kind: 'realtime.presence_wanted', conversation: channel.conversation })
  }

  /** Tells the other servers and the members here what has changed. */
  function changed(room: Room): void {
    const part = partOf(room)
    const text = JSON.stringify(part)
    if (text !== room.told) publish(room, part)
    show(room)
  }

  function publish(room: Room, part: PresencePart): void {
    room.told = JSON.stringify(part)
    tell({ kind: 'realtime.presence', conversation: room.channel.conversation, ...part })
  }

  function show(room: Room): void {
    const frame = frameOf(room)
    if (frame === room.shown) return
    room.shown = frame
    for (const follow of room.channel.liveFollows()) {
      // Sending may cut a slow reader, which changes who is there: then the newer frame has been shown already.
      if (room.shown !== frame) return
      if (follow.who.side === 'member') follow.send(frame)
    }
  }

  return {
    viewing: ({ channel, connection, who }) => {
      const room = rooms.get(channel.conversation)
      if (room === undefined || who.side !== 'member') return
      const { memberId: id, name } = who.principal
      room.viewers.get(connection)?.expire()
      const expire = clock.after(VIEWING_MS, () => {
        room.viewers.delete(connection)
        changed(room)
      })
      room.viewers.set(connection, { id, name, expire })
      changed(room)
    },
    hear: (frame) => {
      const room = rooms.get(frame.conversation)
      if (room === undefined) return
      if (frame.kind === 'realtime.presence_wanted') {
        const part = partOf(room)
        if (JSON.stringify(part) !== nobody) publish(room, part)
        return
      }
      const { from, customer, viewers } = frame
      room.remotes.set(from, { customer, viewers, until: clock.now() + ANSWER_COUNTS_MS })
      show(room)
    },
    opened: (channel) => {
      const empty = { viewers: new Map(), remotes: new Map(), told: nobody, shown: '' }
      rooms.set(channel.conversation, { channel, ...empty })
    },
    closed: (channel) => {
      const room = rooms.get(channel.conversation)
      for (const viewer of room?.viewers.values() ?? []) viewer.expire()
      rooms.delete(channel.conversation)
    },
    joined: (follow) => {
      const room = rooms.get(follow.channel.conversation)
      if (room === undefined) return
      if (follow.who.side === 'customer') changed(room)
      else if (membersOf(room) === 1) want(room)
    },
    live: (follow) => {
      const room = rooms.get(follow.channel.conversation)
      if (room !== undefined && follow.who.side === 'member') follow.send(frameOf(room))
    },
    left: ({ channel, connection }) => {
      const room = rooms.get(channel.conversation)
      if (room === undefined) return
      room.viewers.get(connection)?.expire()
      room.viewers.delete(connection)
      changed(room)
    },
    customerOnline: (conversation) => {
      const room = rooms.get(conversation)
      return room !== undefined && partOf(room).customer
    },
    close: () => stopAsking(),
  }
}

function partOf({ channel, viewers }: Room): PresencePart {
  const customer = [...channel.follows].some((follow) => follow.who.side === 'customer')
  return { customer, viewers: unique([...viewers.values()]).slice(0, MAX_VIEWERS) }
}

function frameOf(room: Room): string {
  const parts = [partOf(room), ...room.remotes.values()]
  return writeFrame({
    t: 'presence',
    conversation: room.channel.conversation,
    customerOnline: parts.some((part) => part.customer),
    viewers: unique(parts.flatMap((part) => part.viewers)),
  })
}

function unique(viewers: readonly { id: string; name: string }[]) {
  const byId = new Map(viewers.map(({ id, name }) => [id, { id, name }]))
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

function membersOf({ channel }: Room): number {
  return [...channel.follows].filter((follow) => follow.who.side === 'member').length
}

function hasMembers(room: Room): boolean {
  return membersOf(room) > 0
}
