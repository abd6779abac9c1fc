import type { Event } from '@baton/core'
import type { ActorView } from '@baton/protocol'
import type { Tell, TypingSignal } from './bus-frames.ts'
import type { Channel } from './channel.ts'
import type { Cancel, Clock } from './clock.ts'
import type { Connection } from './connection.ts'
import type { FanOut } from './fan-out.ts'
import type { Follow } from './follow.ts'
import { writeFrame } from './frame-codec.ts'
import type { Who } from './hello.ts'
import type { RealtimeDeps } from './ports.ts'

const EXPIRES_MS = 6_000
/** Somebody who goes on typing is told on this often, in milliseconds. */
const TOLD_EVERY_MS = 2_000

type Entry = { actor: ActorView; holds: number | null; expire: Cancel }

export type Typing = {
  /** A socket says that its person types, or stopped. */
  from(connection: Connection, conversation: string, on: boolean): Promise<void>
  /** Somebody types, here or on another server. */
  hear(signal: TypingSignal): void
  /** Who has just said something types no longer. */
  happening(channel: Channel, event: Event): void
  /** Agents who held under an older engagement vanish for the customer. */
  raised(channel: Channel): void
  live(follow: Follow): void
  left(follow: Follow): void
  closed(channel: Channel): void
}

type TypingPorts = { clock: Clock; present: RealtimeDeps['present']; fanOut: FanOut; tell: Tell }

/** Who is typing right now, told to the other side. Nothing of it outlives 6 s without a renewal. */
export function createTyping({ clock, present, fanOut, tell }: TypingPorts): Typing {
  /** By conversation, then by actor: what this process shows. */
  const shown = new Map<string, Map<string, Entry>>()
  /** By connection, then by conversation: when "is typing" was last told on. */
  const told = new WeakMap<Connection, Map<string, number>>()
  /** Who held a conversation under which engagement. */
  const holders = new WeakMap<Channel, { engagement: number; memberId: string | null }>()

  function drop(channel: Channel, key: string): void {
    const entry = shown.get(channel.conversation)?.get(key)
    if (entry === undefined) return
    entry.expire()
    shown.get(channel.conversation)?.delete(key)
    show(channel, entry, false)
  }

  function show(channel: Channel, entry: Entry, on: boolean): void {
    for (const follow of channel.liveFollows()) if (hears(follow, entry)) follow.send(frameOf(channel, entry, on))
  }

  /** The engagement under which the member holds the conversation; null when they do not. */
  async function holds(who: Who, channel: Channel): Promise<number | null> {
    if (who.side === 'customer') return null
    let holder = holders.get(channel)
    if (holder === undefined || holder.engagement < channel.engagement) {
      const view = await present.conversationFor(who.principal, channel.conversation)
      if (view === null) return null
      holder = { engagement: view.engagement, memberId: view.agent?.id ?? null }
      holders.set(channel, holder)
    }
    return holder.memberId === who.principal.memberId ? holder.engagement : null
  }

  function hear({ conversation, actor, on, holds: engagement }: TypingSignal): void {
    const channel = fanOut.channel(conversation)
    if (channel === undefined) return
    const key = keyOf(actor)
    if (on) keep(channel, key, actor, engagement)
    else drop(channel, key)
  }

  function keep(channel: Channel, key: string, actor: ActorView, engagement: number | null): void {
    const current = engagement !== null && engagement >= channel.engagement ? engagement : null
    const entries = shown.get(channel.conversation) ?? new Map<string, Entry>()
    shown.set(channel.conversation, entries)
    const before = entries.get(key)
    before?.expire()
    const entry = { actor, holds: current, expire: clock.after(EXPIRES_MS, () => drop(channel, key)) }
    entries.set(key, entry)
    if (before === undefined || before.holds !== current) show(channel, entry, true)
  }

  function say(who: Who, channel: Channel, on: boolean, engagement: number | null): void {
    const signal = { conversation: channel.conversation, actor: actorOf(who), on, holds: engagement }
    hear(signal)
    tell({ kind: 'realtime.typing', ...signal })
  }

  function left({ connection, channel, who }: Follow): void {
    if (told.get(connection)?.delete(channel.conversation)) say(who, channel, false, null)
  }

  return {
    from: async (connection, conversation, on) => {
      const follow = connection.follows.get(conversation)
      if (follow === undefined) return
      if (!on) return left(follow)
      const at = told.get(connection) ?? new Map<string, number>()
      told.set(connection, at)
      if (clock.now() - (at.get(conversation) ?? Number.NEGATIVE_INFINITY) < TOLD_EVERY_MS) return
      const engagement = await holds(follow.who, follow.channel)
      if (connection.follows.get(conversation) !== follow) return
      at.set(conversation, clock.now())
      say(follow.who, follow.channel, true, engagement)
    },
    hear,
    happening: (channel, { type, actor }) => {
      if (type !== 'message.sent') return
      const key = keyOf({ kind: actor.kind, ...(actor.id === null ? {} : { id: actor.id }) })
      drop(channel, key)
      // Whoever types on at once is told of at once.
      for (const { connection, who } of channel.follows) {
        if (keyOf(actorOf(who)) === key) told.get(connection)?.delete(channel.conversation)
      }
    },
    raised: (channel) => {
      for (const entry of shown.get(channel.conversation)?.values() ?? []) {
        if (entry.holds === null || entry.holds >= channel.engagement) continue
        for (const follow of channel.liveFollows()) {
          if (follow.who.side === 'customer') follow.send(frameOf(channel, entry, false))
        }
        entry.holds = null
      }
    },
    live: (follow) => {
      for (const entry of shown.get(follow.channel.conversation)?.values() ?? []) {
        if (hears(follow, entry)) follow.send(frameOf(follow.channel, entry, true))
      }
    },
    left,
    closed: (channel) => {
      for (const entry of shown.get(channel.conversation)?.values() ?? []) entry.expire()
      shown.delete(channel.conversation)
    },
  }
}

/** Customers are heard by members; agents by the other members, and by the customer while they hold. */
function hears({ who }: Follow, { actor, holds }: Entry): boolean {
  if (who.side === 'customer') return actor.kind === 'agent' && holds !== null
  return actor.kind === 'customer' || actor.id !== who.principal.memberId
}

function frameOf(channel: Channel, { actor }: Entry, on: boolean): string {
  return writeFrame({ t: 'typing', conversation: channel.conversation, actor, on })
}

function actorOf(who: Who): ActorView {
  if (who.side === 'customer') return { kind: 'customer', id: who.customerId }
  return { kind: 'agent', id: who.principal.memberId, name: who.principal.name }
}

function keyOf({ kind, id }: Pick<ActorView, 'kind' | 'id'>): string {
  return `${kind}:${id ?? ''}`
}
