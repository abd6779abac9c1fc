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
export const PowerUps = z.object({ items: z.array(TalkToAHuman) })

export type TalkToAHuman = z.infer<typeof TalkToAHuman>
export type PutTalkToAHuman = z.infer<typeof PutTalkToAHuman>
