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

export type Bot = z.infer<typeof Bot>
export type CreateBot = z.infer<typeof CreateBot>
export type UpdateBot = z.infer<typeof UpdateBot>
