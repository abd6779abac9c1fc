import type { Change, Event } from '@baton/core'
import type { Committed } from './bus-frames.ts'
import type { Channel } from './channel.ts'
import type { Drafts } from './drafts.ts'
import type { FanOut } from './fan-out.ts'
import type { Inbox } from './inbox.ts'
import type { RealtimeDeps } from './ports.ts'
import type { Queue } from './queue.ts'
import type { WarnOfError } from './sparing-warnings.ts'
import type { Typing } from './typing.ts'

export type Hint = Omit<Committed, 'kind' | 'from'>

export type Hints = {
  /** Something was committed, here (then the events are at hand) or on another server. */
  committed(hint: Hint, events?: readonly Event[]): void
  /** An event goes past, for the first time or again. */
  passing(channel: Channel, event: Event): void
  /** A hint was lost: whoever would have been told by it is told now. Never rejects. */
  missed(conversation: string): Promise<void>
}

type HintPorts = {
  fanOut: FanOut
  drafts: Drafts
  typing: Typing
  inbox: Inbox
  queue: Queue
  teamOf: RealtimeDeps['present']['teamOf']
  showWithdrawn(conversation: string, clientId: string): void
  warn: WarnOfError
}

/** What has to happen when the log has grown. */
export function createHints(ports: HintPorts): Hints {
  const { fanOut, drafts, typing, inbox, queue, teamOf, showWithdrawn, warn } = ports

  /** From now on nothing of an older engagement is shown. */
  function raise(conversation: string, engagement: number): void {
    const channel = fanOut.channel(conversation)
    if (channel !== undefined && engagement > channel.engagement) {
      channel.engagement = engagement
      typing.raised(channel)
    }
    const withdrawn = drafts.raised(conversation, engagement)
    if (withdrawn !== null) showWithdrawn(conversation, withdrawn)
  }

  return {
    committed: (hint, events) => {
      // Before anything is read: a draft must be gone the moment its engagement is.
      raise(hint.conversation, hint.engagement)
      const channel = fanOut.channel(hint.conversation)
      if (events === undefined) void channel?.announce(hint.seq)
      else channel?.offer(events)
      inbox.changed(hint.teamId, hint.conversation)
      if (hint.waiting) queue.changed(hint.botId)
    },
    passing: (channel, event) => {
      raise(channel.conversation, event.engagement)
      drafts.spoken(event)
    },
    missed: async (conversation) => {
      try {
        const found = await teamOf(conversation)
        if (found === null) return
        inbox.changed(found.teamId, conversation)
        queue.changed(found.botId)
      } catch (error) {
        warn('the team of a conversation could not be read', error)
      }
    },
  }
}

export function hintOf({ before, after }: Change): Hint {
  const waiting = (before?.state === 'escalated') !== (after.state === 'escalated')
  const { id: conversation, lastSeq: seq, engagement, teamId, botId } = after
  return { conversation, seq, engagement, teamId, botId, waiting }
}
