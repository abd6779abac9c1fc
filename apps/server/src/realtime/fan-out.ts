import { Channel, type ChannelPorts } from './channel.ts'
import type { Cancel } from './clock.ts'
import type { Connection } from './connection.ts'
import { Follow } from './follow.ts'
import type { Who } from './hello.ts'

export type FanOutPorts = ChannelPorts & {
  opened(channel: Channel): void
  closed(channel: Channel): void
  joined(follow: Follow): void
  left(follow: Follow): void
}

/** Which sockets of this process follow which conversations. Nothing is kept of a conversation that nobody follows. */
export class FanOut {
  readonly #ports: FanOutPorts
  readonly #channels = new Map<string, Channel>()
  #follows = 0

  constructor(ports: FanOutPorts) {
    this.#ports = ports
  }

  get follows(): number {
    return this.#follows
  }

  channel(conversation: string): Channel | undefined {
    return this.#channels.get(conversation)
  }

  /** The connection follows from `after` on; when it does so already, it starts again there. */
  follow(connection: Connection, conversation: string, after: number): void {
    const { identity } = connection
    if (identity === null) return
    const follow = connection.follows.get(conversation) ?? this.#join(connection, conversation, identity.who)
    follow.start(after)
  }

  unfollow(connection: Connection, conversation: string): void {
    const follow = connection.follows.get(conversation)
    if (follow === undefined) return
    follow.end()
    connection.follows.delete(conversation)
    follow.channel.follows.delete(follow)
    this.#follows -= 1
    this.#ports.left(follow)
    this.#closeIfEmpty(follow.channel)
  }

  /** Tells once when there is an event after `after`. Answers how to stop waiting. */
  wait(conversation: string, after: number, tell: () => void): Cancel {
    const channel = this.#open(conversation)
    const waiter = { after, tell }
    channel.waiters.add(waiter)
    return () => {
      if (channel.waiters.delete(waiter)) this.#closeIfEmpty(channel)
    }
  }

  #join(connection: Connection, conversation: string, who: Who): Follow {
    const follow = new Follow(this.#open(conversation), connection, who)
    connection.follows.set(conversation, follow)
    follow.channel.follows.add(follow)
    this.#follows += 1
    this.#ports.joined(follow)
    return follow
  }

  #open(conversation: string): Channel {
    const known = this.#channels.get(conversation)
    if (known !== undefined) return known
    const channel = new Channel(conversation, this.#ports)
    this.#channels.set(conversation, channel)
    this.#ports.opened(channel)
    return channel
  }

  #closeIfEmpty(channel: Channel): void {
    if (channel.follows.size > 0 || channel.waiters.size > 0) return
    // A second leave of an emptied channel must not close its successor.
    if (this.#channels.get(channel.conversation) !== channel) return
    this.#channels.delete(channel.conversation)
    channel.dispose()
    this.#ports.closed(channel)
  }
}
