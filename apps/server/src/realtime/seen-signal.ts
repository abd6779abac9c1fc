import type { BusFrame, Tell } from './bus-frames.ts'
import type { FanOut } from './fan-out.ts'
import type { Follow } from './follow.ts'
import { writeFrame } from './frame-codec.ts'
import type { Gate } from './gate.ts'
import type { RealtimeDeps } from './ports.ts'
import type { WarnOfError } from './sparing-warnings.ts'

type Seen = Pick<Extract<BusFrame, { kind: 'realtime.seen' }>, 'conversation' | 'seq'>

type SeenPorts = {
  fanOut: FanOut
  tell: Tell
  gate: Gate
  read: RealtimeDeps['present']['seenByAgents']
  warn: WarnOfError
}

/** Tells customers how far their agents have read. Transient: what was lost is told again with the next follow. */
export function createSeenSignal({ fanOut, tell, gate, read, warn }: SeenPorts) {
  const hear = ({ conversation, seq }: Seen): void => {
    for (const follow of fanOut.channel(conversation)?.liveFollows() ?? []) {
      if (follow.who.side === 'customer') follow.send(writeFrame({ t: 'seen', conversation, seq }))
    }
  }
  const tellAgain = async (follow: Follow): Promise<void> => {
    const { conversation } = follow.channel
    try {
      const seq = await gate(() => read(conversation))
      if (seq > 0 && follow.isLive) follow.send(writeFrame({ t: 'seen', conversation, seq }))
    } catch (error) {
      warn('how far agents have read could not be read', error)
    }
  }
  return {
    hear,
    live: (follow: Follow): void => {
      if (follow.who.side === 'customer') void tellAgain(follow)
    },
    say: (conversation: string, seq: number): void => {
      hear({ conversation, seq })
      tell({ kind: 'realtime.seen', conversation, seq })
    },
  }
}
