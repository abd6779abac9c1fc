import { z } from 'zod'
import { FilledField } from './http-forms.ts'

/** Why a conversation waits for a person. Set by the server, never by the customer. */
export const escalationReasons = [
  'direct_request',
  'knowledge_gap',
  'unable_to_answer',
  'frustrated',
  'keyword',
  'bot_error',
  'requeued',
] as const
export const EscalationReason = z.enum(escalationReasons)

export const ActorView = z.object({
  kind: z.enum(['customer', 'bot', 'agent', 'system']),
  id: z.string().optional(),
  name: z.string().optional(),
})

/** A member as seen from a conversation. `avatarUrl` is an address on this server, or null. */
export const AgentView = z.object({ id: z.string(), name: z.string(), avatarUrl: z.string().nullable() })

export const Source = z.object({ title: z.string(), url: z.string().nullable() })

/**
 * What the bot offers: the page shows the power-up's form under the message that carries it. `summary` is the bot's own,
 * for members only.
 */
export const Offer = z.union([
  z.object({ powerUp: z.literal('talk_to_a_human'), reason: EscalationReason, summary: z.string().optional() }),
  z.object({ powerUp: z.string(), reason: z.string(), summary: z.string().optional() }),
])

const event = <Type extends string, Data extends z.ZodType>(type: Type, data: Data) =>
  z.object({
    id: z.string(),
    conversationId: z.string(),
    seq: z.int().positive(),
    type: z.literal(type),
    at: z.iso.datetime(),
    actor: ActorView,
    clientId: z.string().optional(),
    engagement: z.int(),
    data,
  })

/** What the customer left when asking for a person; each part may be absent. */
const asked = { email: z.string().optional(), name: z.string().optional(), note: z.string().optional() }

const lifecycleEvents = [
  event('conversation.started', z.object({})),
  event(
    'message.sent',
    z.object({
      text: z.string(),
      offer: Offer.optional(),
      sources: z.array(Source).optional(),
      /** Bot only: the newest customer message that this reply answers. */
      answers: z.int().optional(),
    }),
  ),
  event('conversation.escalated', z.object({ reason: EscalationReason, botHolds: z.boolean(), ...asked })),
  event('conversation.contact_requested', z.object({ mailed: z.boolean(), ...asked })),
  event('conversation.lead_collected', z.object(asked)),
  event(
    'conversation.form_answered',
    z.object({ powerUp: z.string(), title: z.string(), fields: z.array(FilledField) }),
  ),
  event('conversation.withdrawn', z.object({})),
  event('conversation.claimed', z.object({ agent: AgentView, how: z.enum(['claimed', 'taken_over']) })),
  event('conversation.transferred', z.object({ from: AgentView, to: AgentView })),
  event(
    'conversation.requeued',
    z.object({
      from: AgentView,
      /** Members only. */
      cause: z.enum(['returned', 'agent_away', 'unanswered', 'member_removed']).optional(),
      botHolds: z.boolean(),
    }),
  ),
  event('conversation.released', z.object({ agent: AgentView, botAnswers: z.boolean() })),
  event('conversation.dismissed', z.object({})),
  event('conversation.closed', z.object({ cause: z.enum(['bot_deleted', 'customer_erased', 'retention']) })),
] as const

/** What a customer must not see: only its place in the order, so that no gap appears. */
export const WithheldEvent = z.object({
  conversationId: z.string(),
  seq: z.int().positive(),
  type: z.literal('withheld'),
})

export const MemberEvent = z.discriminatedUnion('type', [
  ...lifecycleEvents,
  event('conversation.nudged', z.object({ agent: AgentView, unansweredSince: z.iso.datetime() })),
])
export const CustomerEvent = z.discriminatedUnion('type', [...lifecycleEvents, WithheldEvent])

export type EscalationReason = z.infer<typeof EscalationReason>
export type ActorView = z.infer<typeof ActorView>
export type AgentView = z.infer<typeof AgentView>
export type Source = z.infer<typeof Source>
export type Offer = z.infer<typeof Offer>
export type MemberEvent = z.infer<typeof MemberEvent>
export type CustomerEvent = z.infer<typeof CustomerEvent>
export type EventView = MemberEvent | CustomerEvent
export type MessageEvent = Extract<MemberEvent, { type: 'message.sent' }>
