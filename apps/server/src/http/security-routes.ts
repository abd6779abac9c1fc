import { BackupCodes, ConfirmPassword, MySessions, TwoFactor, TwoFactorBegun, TwoFactorCode } from '@baton/protocol'
import { z } from 'zod'
import type { Credentials } from '../accounts/credentials.ts'
import type { Principal } from '../accounts/principal.ts'
import type { App } from './app.ts'
import { answerOf, callerOf } from './callers.ts'
import { principalOf, type RequireMember, sessionOnly } from './principal-guard.ts'
import { notFound } from './problems.ts'
import { problems } from './route-schema.ts'
import { limitTries } from './try-limits.ts'

export type SecurityRouteDeps = { credentials: Credentials; member: RequireMember }

const tags = ['me']
const SessionParams = z.object({ sessionId: z.string().max(100) })

/** How safely one's own account is kept: where one is signed in, and the second step of signing in. */
export function securityRoutes(app: App, deps: SecurityRouteDeps) {
  sessionRoutes(app, deps)
  twoFactorRoutes(app, deps)
  backupCodeRoute(app, deps)
}

const currentSession = ({ via }: Principal) => (via.kind === 'session' ? via.sessionId : '')

function sessionRoutes(app: App, { credentials, member }: SecurityRouteDeps) {
  const onRequest = [member(), sessionOnly]
  app.get(
    '/api/v1/me/sessions',
    { onRequest, schema: { tags, summary: 'List where I am signed in', response: { 200: MySessions, ...problems } } },
    async (request) => ({
      items: await credentials.mySessions(callerOf(request), currentSession(principalOf(request))),
    }),
  )
  app.delete(
    '/api/v1/me/sessions/:sessionId',
    {
      onRequest,
      schema: {
        tags,
        summary: 'Sign one browser out',
        params: SessionParams,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      if (!(await credentials.endMySession(callerOf(request), request.params.sessionId))) throw notFound()
      return reply.code(204).send(null)
    },
  )
  app.delete(
    '/api/v1/me/sessions',
    { onRequest, schema: { tags, summary: 'Sign all other browsers out', response: { 204: z.null(), ...problems } } },
    async (request, reply) => {
      await answerOf(reply, credentials.revokeOtherSessions(callerOf(request)))
      return reply.code(204).send(null)
    },
  )
}

function twoFactorRoutes(app: App, { credentials: { twoFactor }, member }: SecurityRouteDeps) {
  const onRequest = [member(), sessionOnly]
  const preHandler = limitTries(app, { max: 10, seconds: 60 })
  const path = '/api/v1/me/two-factor'
  app.get(
    path,
    {
      onRequest,
      schema: { tags, summary: 'Read whether two-factor is on', response: { 200: TwoFactor, ...problems } },
    },
    (request) => twoFactor.state(callerOf(request)),
  )
  app.post(
    path,
    {
      onRequest,
      preHandler,
      schema: {
        tags,
        summary: 'Begin to set two-factor up',
        description:
          'Answers a secret for an authenticator app and the backup codes, only here. It is off until `confirm`. 400 `wrong_password`; 409 `two_factor_on`.',
        body: ConfirmPassword,
        response: { 201: TwoFactorBegun, ...problems },
      },
    },
    async (request, reply) => {
      const begun = await answerOf(reply, twoFactor.begin(callerOf(request), request.body.password))
      const { totpURI, backupCodes } = begun as { totpURI: string; backupCodes: string[] }
      return reply.code(201).header('cache-control', 'no-store').send({ totpUri: totpURI, backupCodes })
    },
  )
  app.post(
    `${path}/confirm`,
    {
      onRequest,
      preHandler,
      schema: {
        tags,
        summary: 'Switch two-factor on',
        description: 'With the first code of the app. This session goes on under a new cookie. 400 `wrong_code`.',
        body: TwoFactorCode.pick({ code: true }),
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      await answerOf(reply, twoFactor.confirm(callerOf(request), request.body.code))
      return reply.code(204).send(null)
    },
  )
  app.delete(
    path,
    {
      onRequest,
      preHandler,
      schema: {
        tags,
        summary: 'Switch two-factor off',
        description: 'This session goes on under a new cookie. 400 `wrong_password`.',
        body: ConfirmPassword,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      await answerOf(reply, twoFactor.disable(callerOf(request), request.body.password))
      return reply.code(204).send(null)
    },
  )
}

function backupCodeRoute(app: App, { credentials, member }: SecurityRouteDeps) {
  app.post(
    '/api/v1/me/two-factor/backup-codes',
    {
      onRequest: [member(), sessionOnly],
      preHandler: limitTries(app, { max: 10, seconds: 60 }),
      schema: {
        tags,
        summary: 'Make new backup codes',
        description: 'The old ones stop working. 400 `wrong_password`; 409 `two_factor_off`.',
        body: ConfirmPassword,
        response: { 201: BackupCodes, ...problems },
      },
    },
    async (request, reply) => {
      const { password } = request.body
      const made = await answerOf(reply, credentials.twoFactor.newBackupCodes(callerOf(request), password))
      const { backupCodes } = made as BackupCodes
      return reply.code(201).header('cache-control', 'no-store').send({ backupCodes })
    },
  )
}
