import type { BusFrame, Tell } from './bus-frames.ts'
import type { FanOut } from './fan-out.ts'
import { writeFrame } from './frame-codec.ts'

type Seen = Pick<Extract<BusFrame, { kind: 'realtime.seen' }>, 'conversation' | 'seq'>

/** Tells customers how far their agent has read. Transient: a lost one is made good by the next, or by the summary. */
export function createSeenSignal({ fanOut, tell }: { fanOut: FanOut; tell: Tell }) {
  const hear = ({ conversation, seq }: Seen): void => {
    for (const follow of fanOut.channel(conversation)?.liveFollows() ?? []) {
      if (follow.who.side === 'customer') follow.send(writeFrame({ t: 'seen', conversation, seq }))
    }
  }
  return {
    hear,
    say: (conversation: string, seq: number): void => {
      hear({ conversation, seq })
      tell({ kind: 'realtime.seen', conversation, seq })
    },
  }
}
