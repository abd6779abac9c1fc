import { z } from 'zod'
import { ActorView, AgentView, EscalationReason } from './event-view.ts'
import { UsageCount } from './http-models.ts'

export const conversationStates = ['bot', 'escalated', 'active', 'resolved', 'closed'] as const
export const ConversationState = z.enum(conversationStates)

export const Escalation = z.object({
  reason: EscalationReason,
  /** Since when the customer waits (or waited). */
  at: z.iso.datetime(),
  note: z.string().nullable(),
})

export const Lead = z.object({
  email: z.string().nullable(),
  name: z.string().nullable(),
  note: z.string().nullable(),
  at: z.iso.datetime(),
})

export const LastMessage = z.object({ text: z.string(), actor: ActorView, at: z.iso.datetime(), seq: z.int() })

/** What the asking member may do now. The dashboard draws buttons from this and never repeats the permission table. */
export const Abilities = z.object({
  claim: z.boolean(),
  takeOver: z.boolean(),
  reply: z.boolean(),
  handBack: z.boolean(),
  transfer: z.boolean(),
  requeue: z.boolean(),
  dismiss: z.boolean(),
})

/** What the customer's browser said when the conversation began: words of a stranger's, shown as text and never believed. */
export const Visit = z.object({
  page: z.object({ url: z.string(), title: z.string().nullable(), referrer: z.string().nullable() }).nullable(),
  /** A language tag, such as `pt-BR`. */
  language: z.string().nullable(),
  userAgent: z.string().nullable(),
})

export const MemberConversation = z.object({
  id: z.string(),
  botId: z.string(),
  botName: z.string(),
  state: ConversationState,
  engagement: z.int(),
  lastSeq: z.int(),
  customer: z.object({ id: z.string(), name: z.string().nullable(), email: z.string().nullable() }),
  agent: AgentView.nullable(),
  /** When the holder claimed; null when nobody holds. */
  claimedAt: z.iso.datetime().nullable(),
  escalation: Escalation.nullable(),
  /** What the customer last left through Collect a Lead; null where nothing was. */
  lead: Lead.nullable(),
  /** While `escalated`: whether the bot keeps silent until somebody claims. */
  botHolds: z.boolean(),
  /** Since when a message of the customer's is unanswered; null when all are answered. */
  unansweredSince: z.iso.datetime().nullable(),
  lastMessage: LastMessage.nullable(),
  startedAt: z.iso.datetime(),
  lastActivityAt: z.iso.datetime(),
  /** How far the asking member has read. */
  readSeq: z.int(),
  visit: Visit,
  can: Abilities,
})

/** Ends of the likely wait in seconds, both or none; position 1 is next. */
export const PlaceInLine = z.object({
  position: z.int(),
  waitFromSeconds: z.int().optional(),
  waitSeconds: z.int().optional(),
})

/** What an agent should know, each point with the numbers (`seq`) of the messages that it rests on. */
export const ConversationSummary = z.object({
  /** `extract`: in the words of the conversation itself. */
  by: z.enum(['model', 'extract']),
  points: z.array(z.object({ text: z.string(), messages: z.array(z.int()) })),
})

/** One conversation with what only its own page shows. */
export const ConversationDetail = MemberConversation.extend({
  /** Null while nobody has said anything. */
  summary: ConversationSummary.nullable(),
  /** What the bot's model used for it. */
  usage: UsageCount,
})

export const CustomerConversation = z.object({
  id: z.string(),
  botId: z.string(),
  state: ConversationState,
  engagement: z.int(),
  lastSeq: z.int(),
  customer: z.object({ name: z.string().nullable(), email: z.string().nullable() }),
  agent: AgentView.nullable(),
  botHolds: z.boolean(),
  /** While `escalated`: the place in the bot's queue, and the wait that others lately had where enough is known of it. */
  queue: PlaceInLine.nullable(),
  /** How far agents have read while they held the conversation. It never goes back; 0 where nobody has. */
  seenSeq: z.int(),
  startedAt: z.iso.datetime(),
})

/** One line of a customer's own list of conversations. */
export const ListedConversation = z.object({
  id: z.string(),
  state: ConversationState,
  startedAt: z.iso.datetime(),
  lastActivityAt: z.iso.datetime(),
  lastMessage: z
    .object({ text: z.string(), by: z.enum(['customer', 'bot', 'agent']), name: z.string().nullable() })
    .nullable(),
  /** An agent has written since the customer last looked. */
  unread: z.boolean(),
})

export const ConversationCounts = z.object({
  bot: z.int(),
  escalated: z.int(),
  active: z.int(),
  resolved: z.int(),
  closed: z.int(),
  /** Active ones that the asking member holds. */
  mine: z.int(),
})

export type ConversationState = z.infer<typeof ConversationState>
export type Abilities = z.infer<typeof Abilities>
export type Visit = z.infer<typeof Visit>
export type LastMessage = z.infer<typeof LastMessage>
export type ConversationSummary = z.infer<typeof ConversationSummary>
export type ConversationDetail = z.infer<typeof ConversationDetail>
export type MemberConversation = z.infer<typeof MemberConversation>
export type PlaceInLine = z.infer<typeof PlaceInLine>
export type ListedConversation = z.infer<typeof ListedConversation>
export type CustomerConversation = z.infer<typeof CustomerConversation>
export type ConversationCounts = z.infer<typeof ConversationCounts>
