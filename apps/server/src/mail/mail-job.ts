import { z } from 'zod'

const to = z.string()
/** A link that carries a credential stands encrypted in the job. */
const sealedUrl = z.string()
/** Absent in jobs of older versions. */
const language = z.string().optional()
const expiresAt = z.int()
/** Recipients of earlier tries, who must not get the mail twice: taken by the server, or refused for good. */
const settled = z.array(z.string()).optional()

/** The payload of a mail's job. */
export const MailJob = z.discriminatedUnion('about', [
  z.object({
    about: z.enum([
      'escalated',
      'still_waiting',
      'requeued',
      'contact_requested',
      'nudged',
      'lead_collected',
      'form_answered',
    ]),
    conversationId: z.string(),
    eventSeq: z.int(),
    settled,
  }),
  /** To the team, in place of many mails of the same ten minutes. */
  z.object({ about: z.literal('digest'), botId: z.string(), powerUp: z.string(), slot: z.int(), settled }),
  /** To the customer, what agents answered: `eventSeq` is the answer that called for it. */
  z.object({ about: z.literal('answer'), conversationId: z.string(), eventSeq: z.int(), settled }),
  z.object({
    about: z.literal('invitation'),
    to,
    teamName: z.string(),
    invitedBy: z.string(),
    role: z.string(),
    sealedUrl,
    language,
    expiresAt,
    settled,
  }),
  /** To those who look after webhooks: of this one, or of all that gave deliveries up. */
  z.object({
    about: z.literal('webhook_trouble'),
    webhookId: z.string(),
    trouble: z.enum(['gone', 'failing', 'exhausted']),
    /** From when on what was given up is told; absent: from when the job was planned. */
    since: z.int().optional(),
    settled,
  }),
  z.object({ about: z.literal('password_reset'), to, name: z.string(), sealedUrl, language, expiresAt, settled }),
  /** To a member whose second step of signing in was taken away, by another of this name. */
  z.object({ about: z.literal('two_factor_reset'), to, name: z.string(), by: z.string(), language, settled }),
])
export type MailJob = z.infer<typeof MailJob>
