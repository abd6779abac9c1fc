import { z } from 'zod'

/** Whom a power-up mails. */
export const notifyEmails = z
  .array(z.email().max(320))
  .min(1)
  .max(20)
  .nullable()
  .describe('Who is mailed. Null: the owners at the time of sending.')
