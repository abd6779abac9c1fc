import type { Conversation, Refusal } from '@baton/core'
import type { Problem } from '@baton/protocol'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { problem, Refused } from './problems.ts'

/** The only place that knows which HTTP status a refusal of the lifecycle has. */
export function refusalProblem(refusal: Refusal, conversation: Conversation | null): Problem {
  const [status, title, detail] = wording[refusal.code]
  const state = conversation === null ? {} : { state: conversation.state }
  return problem(status, refusal.code, title, detail, { ...state, ...explained(refusal) })
}

function explained(refusal: Refusal): Partial<Problem> {
  switch (refusal.code) {
    case 'already_claimed':
      return {
        detail: `${refusal.claimedBy.name} has already claimed this conversation.`,
        claimedBy: refusal.claimedBy,
        claimedAt: new Date(refusal.claimedAt).toISOString(),
      }
    case 'not_holder':
      return refusal.holder === null ? {} : { holder: refusal.holder }
    case 'lead_incomplete':
    case 'form_incomplete':
      return refusal.missing.length === 0
        ? { detail: 'Fill in at least one field.', missing: [] }
        : { detail: `Still missing: ${refusal.missing.join(', ')}.`, missing: [...refusal.missing] }
    case 'email_invalid':
      return refusal.field === undefined ? {} : { field: refusal.field }
    case 'field_invalid':
      return { field: refusal.field }
    case 'forbidden':
      return { right: refusal.right }
    default:
      return {}
  }
}

const wording: Record<Refusal['code'], readonly [status: number, title: string, detail: string]> = {
  not_found: [404, 'Not found', 'There is nothing here, or it is not yours to see.'],
  forbidden: [403, 'Not allowed', 'Your role does not allow this. An owner or admin can change it.'],
  already_claimed: [409, 'Already claimed', 'Somebody has already claimed this conversation.'],
  not_escalated: [409, 'Not waiting', 'Nobody waits for a human in this conversation.'],
  not_holder: [409, 'Not yours', 'You do not hold this conversation. Claim it first.'],
  not_active: [409, 'Not held', 'Nobody holds this conversation.'],
  not_waiting: [409, 'Not waiting', 'This conversation does not wait for a human.'],
  takeover_not_allowed: [409, 'Not allowed here', 'This bot’s settings do not let members take over a conversation.'],
  cannot_hold: [409, 'Cannot take it', 'That member cannot hold conversations. Choose an owner, admin or responder.'],
  power_up_missing: [409, 'No human here', 'This bot cannot bring a human in.'],
  human_takeover_off: [409, 'Takeover is off', 'Human takeover is off for this bot.'],
  human_takeover_on: [409, 'Takeover is on', 'Human takeover is on for this bot.'],
  email_invalid: [422, 'Check the address', 'Enter a valid e-mail address, such as name@example.com.'],
  lead_incomplete: [422, 'Something is missing', 'Fill in what is marked as needed.'],
  form_incomplete: [422, 'Something is missing', 'Fill in what is marked as needed.'],
  field_invalid: [422, 'Check this field', 'What was filled in is too long, or is none of the choices.'],
  conversation_closed: [409, 'Chat ended', 'This conversation is closed.'],
  stale_engagement: [409, 'Too late', 'Somebody else is in charge by now.'],
  stale_turn: [409, 'Too late', 'This turn is over.'],
  waits_already: [409, 'Waiting already', 'The customer waits for a person already.'],
  client_id_reused: [409, 'Id already used', 'This clientId belongs to a message with another text. Make a new one.'],
  busy: [503, 'Busy', 'Too many changes at once. Try again.'],
  message_empty: [422, 'Empty message', 'Write something first.'],
  message_too_long: [422, 'Message too long', 'A message may have at most 4,000 characters.'],
  message_not_text: [422, 'Not text', 'The message holds characters that are not text.'],
}

/** Turns whatever ended a request into problem+json. Never tells internals: they are in the log under the request's id. */
export function answerError(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply) {
  const answer = problemOf(error, request)
  if (answer.status >= 500) request.log.error({ err: error }, 'request failed')
  if (answer.status === 503) reply.header('retry-after', '1')
  return sendProblem(reply, request, answer)
}

export function sendProblem(reply: FastifyReply, request: FastifyRequest, answer: Problem) {
  const body = JSON.stringify({ ...answer, instance: `urn:baton:request:${request.id}` })
  return reply.code(answer.status).type('application/problem+json').serializer(String).send(body)
}

function problemOf(error: FastifyError | Error, request: FastifyRequest): Problem {
  if (error instanceof Refused) return error.problem
  if (hasZodFastifySchemaValidationErrors(error)) {
    const issues = error.validation.map((issue) => ({
      path: `${error.validationContext}${issue.instancePath}`,
      message: issue.message ?? 'is wrong',
    }))
    return problem(400, 'invalid_request', 'Check the request', 'Some fields are wrong; `issues` names them.', {
      issues,
    })
  }
  return knownProblem('code' in error ? String(error.code) : '', error, request)
}

function knownProblem(code: string, error: Error, request: FastifyRequest): Problem {
  switch (code) {
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return problem(400, 'invalid_json', 'Broken JSON', 'The body is not valid JSON.')
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return problem(413, 'body_too_large', 'Too large', 'The request body is too large.')
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return problem(
        415,
        'unsupported_media_type',
        'Wrong content type',
        'Send JSON with content-type application/json.',
      )
  }
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500
  if (status === 429) return problem(429, 'rate_limited', 'Too many requests', 'Wait a little and try again.')
  if (status >= 400 && status < 500) return problem(status, 'bad_request', 'Bad request', 'The request is not valid.')
  if (isOutage(error)) return problem(503, 'unavailable', 'Not available', 'The database does not answer. Try again.')
  return problem(500, 'internal_error', 'Something failed', `It is in the log as request ${request.id}.`)
}

/** Whether the database is away (connection errors and PostgreSQL's class 08, 53, 57), so that trying again helps. */
function isOutage(error: Error): boolean {
  const code = 'code' in error ? String(error.code) : ''
  return (
    /^(08|53|57P)/.test(code) ||
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'].includes(code) ||
    /connection terminated|timeout exceeded when trying to connect|Connection ended/i.test(error.message)
  )
}
