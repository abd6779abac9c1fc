import { z } from 'zod'

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

export const Wanted = z.enum(['required', 'optional', 'off'])
export const LeadForm = z.object({ email: Wanted, name: Wanted, note: Wanted })
export const CollectALead = z.object({
  kind: z.literal('collect_a_lead'),
  enabled: z.boolean(),
  /** Whom a lead is mailed to; null means the owners at the time of sending. */
  notifyEmails: z.array(z.string()).nullable(),
  ask: LeadForm,
})
export const PutCollectALead = z.strictObject({
  enabled: z.boolean().optional(),
  notifyEmails: z.array(z.email().max(320)).min(1).max(20).nullable().optional(),
  ask: LeadForm.optional(),
})

/** A power-up that a bot was given; its settings stand beside `enabled`, as the catalogue describes them. */
export const AddedPowerUp = z.looseObject({ kind: z.string(), enabled: z.boolean() })
export const PowerUps = z.object({ items: z.array(AddedPowerUp) })

/** A power-up that a bot can be given. */
export const PowerUpInCatalogue = z.object({
  kind: z.string(),
  title: z.string(),
  description: z.string(),
  /** JSON Schema of its settings: a form can be drawn from it. */
  settings: z.record(z.string(), z.unknown()),
  /** The settings that it starts with. */
  initial: z.record(z.string(), z.unknown()),
})
export const PowerUpCatalogue = z.object({ items: z.array(PowerUpInCatalogue) })

/** What a customer leaves through Collect a Lead; its form says what is needed. */
export const LeaveLead = z.strictObject({
  /** Of any length: what is no address is refused as `email_invalid`, and never as a wrong request. */
  email: z.string().optional(),
  name: z.string().max(200).optional(),
  note: z.string().max(2000).optional(),
})

export type TalkToAHuman = z.infer<typeof TalkToAHuman>
export type PutTalkToAHuman = z.infer<typeof PutTalkToAHuman>
export type Wanted = z.infer<typeof Wanted>
export type LeadForm = z.infer<typeof LeadForm>
export type CollectALead = z.infer<typeof CollectALead>
export type PutCollectALead = z.infer<typeof PutCollectALead>
export type AddedPowerUp = z.infer<typeof AddedPowerUp>
export type PowerUpInCatalogue = z.infer<typeof PowerUpInCatalogue>
export type LeaveLead = z.infer<typeof LeaveLead>
