import type { MemberEvent, MessageEvent } from '@baton/protocol'
import { dayKey } from '../ui/time.ts'
import type { SystemEvent } from './system-line.ts'

/** What the transcript draws, from top to bottom. */
export type Block =
  | { kind: 'day'; key: string; seq: number; at: string }
  | { kind: 'system'; key: string; seq: number; event: SystemEvent }
  | { kind: 'messages'; key: string; seq: number; speaker: Speaker; messages: MessageEvent[] }

export type Speaker = { side: 'customer' | 'bot' | 'agent'; id: string; name: string | undefined }

/** Messages of one speaker further apart than this are two groups. In milliseconds. */
const GROUP_WITHIN = 5 * 60_000

/** A group never reaches over the border of a run (`transcript-chunks.ts`), so that a flood of words is no single piece. */
export const runOf = (seq: number): number => Math.floor(seq / 50)

/** Cuts the log into days, system lines, and groups of consecutive messages of one speaker. */
export function groupTranscript(events: readonly MemberEvent[]): Block[] {
  const blocks: Block[] = []
  let day = ''
  for (const event of events) {
    const today = dayKey(event.at)
    if (today !== day) blocks.push({ kind: 'day', key: `day-${event.seq}`, seq: event.seq, at: event.at })
    day = today
    if (event.type === 'message.sent') addMessage(blocks, event)
    else blocks.push({ kind: 'system', key: event.id, seq: event.seq, event })
  }
  return blocks
}

function addMessage(blocks: Block[], event: MessageEvent): void {
  const last = blocks.at(-1)
  const speaker = speakerOf(event)
  if (last?.kind === 'messages' && sameSpeaker(last.speaker, speaker) && isSoonAfter(last.messages, event)) {
    last.messages.push(event)
    return
  }
  blocks.push({ kind: 'messages', key: event.id, seq: event.seq, speaker, messages: [event] })
}

function speakerOf({ actor }: MessageEvent): Speaker {
  const side = actor.kind === 'system' ? 'bot' : actor.kind
  return { side, id: actor.id ?? '', name: actor.name }
}

const sameSpeaker = (one: Speaker, other: Speaker) => one.side === other.side && one.id === other.id

function isSoonAfter(messages: readonly MessageEvent[], event: MessageEvent): boolean {
  const last = messages.at(-1)
  return (
    last !== undefined &&
    runOf(last.seq) === runOf(event.seq) &&
    Date.parse(event.at) - Date.parse(last.at) <= GROUP_WITHIN
  )
}
