import { Password, TwoFactorCode } from '@baton/protocol'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { CredentialResult, Credentials } from '../accounts/credentials.ts'
import type { App } from './app.ts'
import { answerOf, callerOf, sameOrigin } from './callers.ts'
import { type RequireMember, sessionOnly } from './principal-guard.ts'
import { problems } from './route-schema.ts'
import { addressOf, limitTries } from './try-limits.ts'

export type AccountRouteDeps = {
  credentials: Credentials
  member: RequireMember
  isAllowedOrigin: (origin: string) => boolean
}

const tags = ['sign-in']
const email = z.email().max(254)
/** What was once accepted as a password is not judged again. */
const anyPassword = z.string().min(1).max(128)
const nothing = z.strictObject({}).nullish()
/** The credentials library's own answers. */
const Answer = z.looseObject({})
const Session = z.looseObject({ id: z.string(), token: z.string() })

/** What is let through of `/api/auth`; every other path there is 404. */
export function accountRoutes(app: App, deps: AccountRouteDeps) {
  signingRoutes(app, deps)
  sessionRoutes(app, deps)
  passwordRoutes(app, deps)
}

async function send(reply: FastifyReply, asked: Promise<CredentialResult>) {
  return reply.header('cache-control', 'no-store').send(await answerOf(reply, asked))
}

function signingRoutes(app: App, { credentials, isAllowedOrigin }: AccountRouteDeps) {
  const onRequest = sameOrigin(isAllowedOrigin)
  app.post(
    '/api/auth/sign-in/email',
    {
      onRequest,
      preHandler: limitTries(app, { max: 10, seconds: 60, by: addressOf }, { max: 60, seconds: 60 }),
      schema: {
        tags,
        summary: 'Sign in with e-mail address and password',
        description:
          'Sets the session cookie; or answers `twoFactorRedirect: true` where a code is needed too. 401 `invalid_credentials`; 429 `rate_limited`.',
        body: z.strictObject({ email, password: anyPassword, rememberMe: z.boolean().default(true) }),
        response: { 200: Answer, ...problems },
      },
    },
    (request, reply) => send(reply, credentials.signIn(callerOf(request), request.body)),
  )
  const second = { onRequest, preHandler: limitTries(app, { max: 20, seconds: 60 }) }
  const schema = { tags, body: TwoFactorCode, response: { 200: Answer, ...problems } }
  const description = 'Sets the session cookie. 400 `wrong_code`; 401 `sign_in_expired`; 429 `rate_limited`.'
  app.post(
    '/api/auth/two-factor/verify-totp',
    {
      ...second,
      schema: { ...schema, summary: 'Finish signing in with a code of the authenticator app', description },
    },
    (request, reply) => send(reply, credentials.twoFactor.verifyCode(callerOf(request), request.body)),
  )
  app.post(
    '/api/auth/two-factor/verify-backup-code',
    { ...second, schema: { ...schema, summary: 'Finish signing in with a backup code', description } },
    (request, reply) => send(reply, credentials.twoFactor.verifyBackupCode(callerOf(request), request.body)),
  )
  app.post(
    '/api/auth/sign-out',
    {
      onRequest,
      schema: { tags, summary: 'End this session', body: nothing, response: { 200: Answer, ...problems } },
    },
    (request, reply) => send(reply, credentials.signOut(callerOf(request))),
  )
}

function sessionRoutes(app: App, { credentials, member }: AccountRouteDeps) {
  const onRequest = [member(), sessionOnly]
  app.get(
    '/api/auth/get-session',
    {
      schema: {
        tags,
        summary: 'Read this session; null without one',
        response: { 200: Answer.nullable(), ...problems },
      },
    },
    (request, reply) => send(reply, credentials.session(callerOf(request))),
  )
  app.get(
    '/api/auth/list-sessions',
    { onRequest, schema: { tags, summary: 'List my sessions', response: { 200: z.array(Session), ...problems } } },
    (request, reply) => send(reply, credentials.sessions(callerOf(request))),
  )
  app.post(
    '/api/auth/revoke-session',
    {
      onRequest,
      schema: {
        tags,
        summary: 'End one of my sessions',
        body: z.strictObject({ token: z.string().max(200) }),
        response: { 200: Answer, ...problems },
      },
    },
    (request, reply) => send(reply, credentials.revokeSession(callerOf(request), request.body.token)),
  )
  app.post(
    '/api/auth/revoke-other-sessions',
    {
      onRequest,
      schema: { tags, summary: 'End all my sessions but this', body: nothing, response: { 200: Answer, ...problems } },
    },
    (request, reply) => send(reply, credentials.revokeOtherSessions(callerOf(request))),
  )
}

function passwordRoutes(app: App, { credentials, member, isAllowedOrigin }: AccountRouteDeps) {
  app.post(
    '/api/auth/change-password',
    {
      onRequest: [member(), sessionOnly],
      preHandler: limitTries(app, { max: 10, seconds: 60 }),
      schema: {
        tags,
        summary: 'Change my password',
        description: 'Ends all my other sessions; this one goes on under a new cookie. 400 `wrong_password`.',
        body: z.strictObject({
          currentPassword: anyPassword,
          newPassword: Password,
          revokeOtherSessions: z.literal(true).optional(),
        }),
        response: { 200: Answer, ...problems },
      },
    },
    (request, reply) => {
      const { currentPassword, newPassword } = request.body
      return send(reply, credentials.changePassword(callerOf(request), { currentPassword, newPassword }))
    },
  )
  app.post(
    '/api/auth/request-password-reset',
    {
      onRequest: sameOrigin(isAllowedOrigin),
      preHandler: limitTries(app, { max: 5, seconds: 900, by: addressOf }, { max: 30, seconds: 900 }),
      schema: {
        tags,
        summary: 'Mail a link for a new password',
        description: 'The answer is the same whether the address has an account or not. The link works for an hour.',
        body: z.strictObject({ email, redirectTo: z.literal('/reset-password').optional() }),
        response: { 200: Answer, ...problems },
      },
    },
    (request, reply) => send(reply, credentials.requestPasswordReset(request.body.email)),
  )
  app.post(
    '/api/auth/reset-password',
    {
      onRequest: sameOrigin(isAllowedOrigin),
      preHandler: limitTries(app, { max: 10, seconds: 60 }),
      schema: {
        tags,
        summary: 'Set a new password with the mailed link’s token',
        description: 'Ends all sessions of this person. 400 `reset_link_invalid`.',
        body: z.strictObject({ token: z.string().min(1).max(200), newPassword: Password }),
        response: { 200: Answer, ...problems },
      },
    },
    (request, reply) => send(reply, credentials.resetPassword(request.body)),
  )
}
