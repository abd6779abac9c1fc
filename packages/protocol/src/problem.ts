import { z } from 'zod'

/** Every error answer, by RFC 9457 (`application/problem+json`). Programs read `code`; people read `title` and `detail`. */
export const Problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  /** Names the request in the server's log. */
  instance: z.string().optional(),
  /** `invalid_request`: which field is wrong and what would be right. */
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** `already_claimed`: who holds the conversation, and since when. */
  claimedBy: z.object({ id: z.string(), name: z.string() }).optional(),
  claimedAt: z.iso.datetime().optional(),
  /** Refusals of a lifecycle command: the conversation's state at that moment. */
  state: z.string().optional(),
})
export type Problem = z.infer<typeof Problem>
