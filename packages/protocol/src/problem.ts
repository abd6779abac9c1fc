import { z } from 'zod'

/** Every `code` that an error answer may carry. Stable: programs rely on them. */
export const problemCodes = [
  'invalid_request',
  'invalid_json',
  'bad_request',
  'body_too_large',
  'unsupported_media_type',
  'not_found',
  'unauthorized',
  'forbidden',
  'origin_refused',
  'session_required',
  'rate_limited',
  'unavailable',
  'busy',
  'internal_error',
  'invalid_credentials',
  'wrong_password',
  'reset_link_invalid',
  'email_taken',
  'invitation_invalid',
  'set_up_over',
  'own_role',
  'owner_by_transfer',
  'last_owner',
  'already_owner',
  'team_name_mismatch',
  'key_role_too_strong',
  'conversations_open',
  'image_not_usable',
  'identity_refused',
  'url_not_allowed',
  'url_missing',
  'too_many_webhooks',
  'webhook_disabled',
  'unsupported_file',
  'file_too_large',
  'file_empty',
  'knowledge_full',
  'already_known',
  'not_a_written_text',
  'cannot_read_again',
  'already_claimed',
  'not_escalated',
  'not_holder',
  'not_active',
  'not_waiting',
  'takeover_not_allowed',
  'cannot_hold',
  'power_up_missing',
  'human_takeover_off',
  'human_takeover_on',
  'email_invalid',
  'conversation_closed',
  'stale_engagement',
  'stale_turn',
  'client_id_reused',
  'message_empty',
  'message_too_long',
  'message_not_text',
] as const
export const ProblemCode = z.enum(problemCodes)

/** Every error answer, by RFC 9457 (`application/problem+json`). Programs read `code`; people read `title` and `detail`. */
export const Problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: ProblemCode,
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
export type ProblemCode = z.infer<typeof ProblemCode>
export type Problem = z.infer<typeof Problem>
