import { POSITION_EVERY_MS } from '@baton/protocol'
import type { Channel } from './channel.ts'
import type { Cancel, Clock } from './clock.ts'
import { writeFrame } from './frame-codec.ts'
import type { Gate } from './gate.ts'
import type { WarnOfError } from './sparing-warnings.ts'

export type Positions = {
  opened(channel: Channel): void
  closed(channel: Channel): void
  /** Looks at once, because hints may have been missed. */
  checkAll(): void
}

type PositionPorts = {
  clock: Clock
  gate: Gate
  lastSeq(conversation: string): Promise<number | null>
  /** The log is further than anybody here was told: a hint was lost. */
  missed(conversation: string): void
  warn: WarnOfError
}

/** Every 20 s looks how far the log of each followed conversation reaches, heals what was lost, and tells the followers. */
export function createPositions({ clock, gate, lastSeq, missed, warn }: PositionPorts): Positions {
  const timers = new Map<Channel, Cancel>()

  function checkIn(ms: number, channel: Channel): void {
    timers.set(
      channel,
      clock.after(ms, async () => {
        await check(channel)
        if (timers.has(channel)) checkIn(POSITION_EVERY_MS, channel)
      }),
    )
  }

  async function check(channel: Channel): Promise<void> {
    try {
      const seq = await gate(() => lastSeq(channel.conversation))
      if (seq === null || !timers.has(channel)) return
      if (seq > channel.head && channel.liveFollows().length > 0) missed(channel.conversation)
      await channel.announce(seq)
      const frame = writeFrame({ t: 'position', conversation: channel.conversation, seq: Math.max(seq, channel.head) })
      for (const follow of channel.liveFollows()) follow.send(frame)
    } catch (error) {
      warn('a position could not be read', error)
    }
  }

  return {
    // The first look comes at a random moment, so that those who came together are not looked at together for ever.
    opened: (channel) => checkIn(POSITION_EVERY_MS * (0.5 + clock.random() / 2), channel),
    closed: (channel) => {
      timers.get(channel)?.()
      timers.delete(channel)
    },
    checkAll: () => {
      for (const channel of timers.keys()) void check(channel)
    },
  }
}
