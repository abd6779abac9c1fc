import type { DraftingFrame } from '@baton/protocol'
import type { BusFrame, Tell } from './bus-frames.ts'
import type { Channel } from './channel.ts'
import type { Drafts } from './drafts.ts'
import type { FanOut } from './fan-out.ts'
import { writeFrame } from './frame-codec.ts'

/** Escaped at its worst, this many UTF-16 units still fit into one message of the bus. */
const BUS_PIECE = 1_000

/** Brings what bots are writing to the followers of this process, and to the other servers. */
export function createDraftRelay({ drafts, fanOut, tell }: { drafts: Drafts; fanOut: FanOut; tell: Tell }) {
  function send(channel: Channel | undefined, text: string): void {
    for (const follow of channel?.liveFollows() ?? []) follow.send(text)
  }

  /** False when a newer engagement is known here, or the reply was sent already. */
  function show({ conversation, engagement, clientId, offset, text }: Omit<DraftingFrame, 't'>): boolean {
    const channel = fanOut.channel(conversation)
    if (channel !== undefined && engagement < channel.engagement) return false
    if (!drafts.take({ t: 'drafting', conversation, engagement, clientId, offset, text })) return false
    send(channel, writeFrame({ t: 'drafting', conversation, engagement, clientId, offset, text }))
    return true
  }

  function showWithdrawn(conversation: string, clientId: string): void {
    send(fanOut.channel(conversation), writeFrame({ t: 'drafting_withdrawn', conversation, clientId }))
  }

  return {
    drafting: (frame: DraftingFrame): void => {
      if (!show(frame)) return
      const { conversation, engagement, clientId } = frame
      for (const { offset, text } of pieces(frame)) {
        tell({ kind: 'realtime.drafting', conversation, engagement, clientId, offset, text })
      }
    },
    withdrawn: (conversation: string, clientId: string): void => {
      if (drafts.withdraw(conversation, clientId)) showWithdrawn(conversation, clientId)
      tell({ kind: 'realtime.drafting_withdrawn', conversation, clientId })
    },
    showWithdrawn,
    hear: (frame: Extract<BusFrame, { kind: 'realtime.drafting' | 'realtime.drafting_withdrawn' }>): void => {
      if (frame.kind === 'realtime.drafting') show(frame)
      else if (drafts.withdraw(frame.conversation, frame.clientId)) showWithdrawn(frame.conversation, frame.clientId)
    },
  }
}

function pieces({ offset, text }: DraftingFrame): { offset: number; text: string }[] {
  const cuts = Array.from({ length: Math.ceil(text.length / BUS_PIECE) }, (_, index) => index * BUS_PIECE)
  return cuts.map((cut) => ({ offset: offset + cut, text: text.slice(cut, cut + BUS_PIECE) }))
}
