import { z } from 'zod'

export const WhileWaiting = z.enum(['help', 'hold'])
const minutes = z.int().min(1).max(1440)
const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/)

/** Which language model answers; `builtin` needs no key and answers from the bot's knowledge. */
export const Model = z.strictObject({ provider: z.literal('builtin') })

const settings = {
  name: z.string().trim().min(1).max(80),
  greeting: z.string().max(1000),
  instructions: z.string().max(20_000),
  model: Model,
  /** Lets members claim this bot's conversations. */
  humanTakeover: z.boolean(),
  /** Lets members take over a conversation that nobody escalated. */
  takeOverAllowed: z.boolean(),
  /** What the bot does between escalation and claim: keep helping, or hold its tongue. */
  whileWaiting: WhileWaiting,
  /** Minutes without an open socket or an action after which a holder counts as gone. */
  agentAwayMinutes: minutes,
  /** Minutes a customer's message may stay unanswered by its holder before the team is alerted; twice that requeues. */
  unansweredMinutes: minutes,
  colour,
}

export const Bot = z.object({
  id: z.string(),
  ...settings,
  /** Whether Talk to a Human is added and enabled. */
  talkToAHuman: z.boolean(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export const CreateBot = z.strictObject(settings).partial().required({ name: true })
export const UpdateBot = z.strictObject(settings).partial()
/** `confirm=true` deletes although conversations are waiting or held. */
export const DeleteBot = z.strictObject({ confirm: z.stringbool().optional() })

export const TalkToAHuman = z.object({
  kind: z.literal('talk_to_a_human'),
  enabled: z.boolean(),
  /** Whom an escalation is mailed to; null means the owners at the time of sending. */
  notifyEmails: z.array(z.string()).nullable(),
  emailRequired: z.boolean(),
})
export const PutTalkToAHuman = z.strictObject({
  enabled: z.boolean().optional(),
  notifyEmails: z.array(z.email().max(320)).min(1).max(20).nullable().optional(),
  emailRequired: z.boolean().optional(),
})
export const PowerUps = z.object({ items: z.array(TalkToAHuman) })

export const Knowledge = z.object({
  id: z.string(),
  title: z.string(),
  source: z.enum(['text', 'url', 'file']),
  url: z.string().nullable(),
  characters: z.int(),
  createdAt: z.iso.datetime(),
})
export const KnowledgeDetail = Knowledge.extend({ text: z.string() })
export const CreateKnowledge = z.strictObject({
  title: z.string().trim().min(1).max(200),
  text: z.string().trim().min(1).max(200_000),
})

/** What a page of the web channel needs to draw itself before anybody has typed. */
export const ChannelBot = z.object({
  id: z.string(),
  name: z.string(),
  greeting: z.string(),
  colour,
  /** Said before the first answer: a bot is answering, and whether it is an AI model. */
  disclosure: z.enum(['bot', 'ai']),
  human: z.object({
    /** Whether a person can be asked for at all. */
    available: z.boolean(),
    /** `takeover`: somebody joins this chat. `contact`: the team answers by e-mail. */
    how: z.enum(['takeover', 'contact']),
    emailRequired: z.boolean(),
  }),
})

export type Bot = z.infer<typeof Bot>
export type CreateBot = z.infer<typeof CreateBot>
export type UpdateBot = z.infer<typeof UpdateBot>
export type TalkToAHuman = z.infer<typeof TalkToAHuman>
export type PutTalkToAHuman = z.infer<typeof PutTalkToAHuman>
export type Knowledge = z.infer<typeof Knowledge>
export type KnowledgeDetail = z.infer<typeof KnowledgeDetail>
export type CreateKnowledge = z.infer<typeof CreateKnowledge>
export type ChannelBot = z.infer<typeof ChannelBot>
