import { z } from 'zod'
import { Model, WriteModel } from './http-models.ts'

export const WhileWaiting = z.enum(['help', 'hold'])
const minutes = z.int().min(1).max(1440)
const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/)

/** A word or phrase that makes the bot offer a human, whatever else it answers. */
const Keyword = z.string().trim().min(2).max(80)

const settings = {
  name: z.string().trim().min(1).max(80),
  greeting: z.string().max(1000),
  instructions: z.string().max(20_000),
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
  keywords: z.array(Keyword).max(100),
  /** Tokens, read and written, that the bot's model may use in a day (UTC); null: no cap. At the cap the bot offers a human. */
  dailyTokenCap: z.int().min(1).max(1_000_000_000).nullable(),
  /** The same for money, counted by the model's `price`. */
  dailyCostCap: z.number().positive().max(1_000_000).nullable(),
  colour,
}

export const Bot = z.object({
  id: z.string(),
  ...settings,
  model: Model,
  /** Whether Talk to a Human is added and enabled. */
  talkToAHuman: z.boolean(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export const CreateBot = z
  .strictObject({ ...settings, model: WriteModel })
  .partial()
  .required({ name: true })
export const UpdateBot = z.strictObject({ ...settings, model: WriteModel }).partial()
/** Without a `name` it is called “Copy of …”. */
export const DuplicateBot = z.strictObject({ name: settings.name.optional() })
/** `confirm=true` deletes although conversations are waiting or held. */
export const DeleteBot = z.strictObject({ confirm: z.stringbool().optional() })

export type Bot = z.infer<typeof Bot>
export type CreateBot = z.infer<typeof CreateBot>
export type DuplicateBot = z.infer<typeof DuplicateBot>
export type UpdateBot = z.infer<typeof UpdateBot>
