import { ActorView } from '@baton/protocol'
import { z } from 'zod'

const base = { from: z.string(), conversation: z.string() }

/**
 * What gateways tell each other. All of it is a hint or transient: it may be lost, and the truth is read from the log.
 * `from` names the server process, so that nobody hears itself.
 */
const BusFrame = z.discriminatedUnion('kind', [
  /** Something was committed: the log now reaches up to `seq`. */
  z.object({
    kind: z.literal('realtime.committed'),
    ...base,
    seq: z.int(),
    engagement: z.int(),
    teamId: z.string(),
    botId: z.string(),
    /** Whether who waits for a person has changed. */
    waiting: z.boolean(),
  }),
  z.object({
    kind: z.literal('realtime.drafting'),
    ...base,
    engagement: z.int(),
    clientId: z.string(),
    offset: z.int(),
    text: z.string(),
  }),
  z.object({ kind: z.literal('realtime.drafting_withdrawn'), ...base, clientId: z.string() }),
  z.object({
    kind: z.literal('realtime.typing'),
    ...base,
    actor: ActorView,
    on: z.boolean(),
    /** Of an agent: held the conversation under this engagement, so that the customer may know; null: did not. */
    holds: z.int().nullable(),
  }),
  /** The agent who holds it has read up to `seq`. */
  z.object({ kind: z.literal('realtime.seen'), ...base, seq: z.int() }),
  /** Who looks at a conversation through one server. */
  z.object({
    kind: z.literal('realtime.presence'),
    ...base,
    customer: z.boolean(),
    viewers: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
  /** A server that shows presence to members asks the others for theirs. */
  z.object({ kind: z.literal('realtime.presence_wanted'), ...base }),
  z.object({
    kind: z.literal('realtime.access_ended'),
    from: z.string(),
    who: z.union([
      z.object({ memberId: z.string() }),
      z.object({ sessionId: z.string() }),
      z.object({ keyId: z.string() }),
    ]),
  }),
])

export type BusFrame = z.infer<typeof BusFrame>
type Signed<Frame> = Frame extends BusFrame ? Omit<Frame, 'from'> : never
/** As it is told: the sender is added where it is sent. */
export type Tell = (frame: Signed<BusFrame>) => void
export type Committed = Extract<BusFrame, { kind: 'realtime.committed' }>
export type TypingSignal = Omit<Extract<BusFrame, { kind: 'realtime.typing' }>, 'from' | 'kind'>
export type PresencePart = Omit<Extract<BusFrame, { kind: 'realtime.presence' }>, 'from' | 'kind' | 'conversation'>

/** Null for what other parts of the server, or servers of another version, say. */
export function readBusFrame(message: { kind: string }): BusFrame | null {
  return message.kind.startsWith('realtime.') ? (BusFrame.safeParse(message).data ?? null) : null
}
