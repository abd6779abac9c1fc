import { z } from 'zod'

export const JobKind = z.string()

/** How the jobs of a team stand: what follows from its conversations and is not done yet. */
export const OutboxState = z.object({
  /** Whether mails leave by SMTP; without it they are kept as files and listed as kept mails. */
  smtp: z.boolean(),
  waiting: z.int(),
  failed: z.int(),
  /** Since when the longest overdue job waits; null when nothing is overdue by more than a minute. */
  overdueSince: z.iso.datetime().nullable(),
})

/** A job of the outbox. `about` says what it was to do; it never holds a message's text or an address. */
export const OutboxJob = z.object({
  id: z.string(),
  kind: JobKind,
  about: z.string().nullable(),
  status: z.enum(['waiting', 'failed']),
  conversationId: z.string().nullable(),
  /** Whose delivery it is; null for other jobs, and where the webhook was deleted. */
  webhook: z.object({ id: z.string(), botId: z.string() }).nullable(),
  attempts: z.int(),
  createdAt: z.iso.datetime(),
  /** When it is tried next, or when it failed for good. */
  at: z.iso.datetime(),
  error: z.string().nullable(),
})
export const OutboxJobStatus = z.enum(['waiting', 'failed'])

/** A mail that was kept because no SMTP server is set. Mails that carry a credential are never among them. */
export const KeptMail = z.object({
  id: z.string(),
  about: z.string(),
  at: z.iso.datetime(),
  to: z.array(z.string()),
  subject: z.string(),
})
export const KeptMailDetail = KeptMail.extend({ text: z.string(), html: z.string() })

export type OutboxState = z.infer<typeof OutboxState>
export type OutboxJob = z.infer<typeof OutboxJob>
export type OutboxJobStatus = z.infer<typeof OutboxJobStatus>
export type KeptMail = z.infer<typeof KeptMail>
export type KeptMailDetail = z.infer<typeof KeptMailDetail>
