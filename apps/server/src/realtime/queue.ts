import type { PlaceInLine } from '@baton/protocol'
import type { Cancel, Clock } from './clock.ts'
import type { Follow } from './follow.ts'
import { writeFrame } from './frame-codec.ts'
import type { Gate } from './gate.ts'
import type { RealtimeDeps } from './ports.ts'
import type { WarnOfError } from './sparing-warnings.ts'

/** Changes that come together are told once; a list that changes all the time, once a second. In milliseconds. */
const SOON_MS = 50
const PACE_MS = 1_000
const RETRY_MS = 5_000

type Line = {
  follows: Set<Follow>
  /** What each waiting customer was last told. */
  told: WeakMap<Follow, string>
  readAt: number
  due: Cancel | null
}

export type Queue = {
  /** Who waits for a person of this bot may have changed. */
  changed(botId: string): void
  joined(follow: Follow): void
  live(follow: Follow): void
  left(follow: Follow): void
  close(): void
}

const newLine = (): Line => ({ follows: new Set(), told: new WeakMap(), readAt: Number.NEGATIVE_INFINITY, due: null })

type QueuePorts = {
  clock: Clock
  gate: Gate
  read: RealtimeDeps['present']['queue']
  warn: WarnOfError
}

/** Tells waiting customers their place. The list of a bot is read once for all of its customers here. */
export function createQueue({ clock, gate, read, warn }: QueuePorts): Queue {
  const lines = new Map<string, Line>()

  function changed(botId: string): void {
    const line = lines.get(botId)
    if (line === undefined || line.due !== null) return
    const wait = Math.max(SOON_MS, line.readAt + PACE_MS - clock.now())
    line.due = clock.after(wait, () => void tellAll(botId, line))
  }

  async function tellAll(botId: string, line: Line): Promise<void> {
    line.due = null
    line.readAt = clock.now()
    try {
      const places = new Map(
        (await gate(() => read(botId))).map(({ conversationId, ...place }) => [conversationId, place]),
      )
      for (const follow of line.follows) tell(line, follow, places.get(follow.channel.conversation))
    } catch (error) {
      warn('the queue of a bot could not be read', error)
      line.due ??= clock.after(RETRY_MS, () => void tellAll(botId, line))
    }
  }

  function tell(line: Line, follow: Follow, place: PlaceInLine | undefined): void {
    if (place === undefined) return void line.told.delete(follow)
    const frame = writeFrame({ t: 'queue', conversation: follow.channel.conversation, ...place })
    if (!follow.isLive || line.told.get(follow) === frame) return
    line.told.set(follow, frame)
    follow.send(frame)
  }

  return {
    changed,
    joined: (follow) => {
      if (follow.who.side !== 'customer') return
      const { botId } = follow.who
      const line = lines.get(botId) ?? newLine()
      lines.set(botId, line)
      line.follows.add(follow)
    },
    live: (follow) => {
      if (follow.who.side !== 'customer') return
      lines.get(follow.who.botId)?.told.delete(follow)
      changed(follow.who.botId)
    },
    left: (follow) => {
      if (follow.who.side !== 'customer') return
      const line = lines.get(follow.who.botId)
      line?.follows.delete(follow)
      if (line?.follows.size !== 0) return
      line.due?.()
      lines.delete(follow.who.botId)
    },
    close: () => {
      for (const line of lines.values()) line.due?.()
      lines.clear()
    },
  }
}
