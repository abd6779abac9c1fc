import {
  AcceptInvitation,
  CreatedInvitation,
  CreateInvitation,
  Invitation,
  InvitationDetails,
  Me,
  PageQuery,
  page,
} from '@baton/protocol'
import { z } from 'zod'
import type { Accounts } from '../accounts/accounts.ts'
import { accountProblem, credentialAnswer, valueOrProblem } from './account-refusals.ts'
import type { App } from './app.ts'
import { callerOf, sameOrigin, setCookies } from './callers.ts'
import { principalOf, type RequireMember } from './principal-guard.ts'
import { notFound } from './problems.ts'
import { problems } from './route-schema.ts'
import { limitTries } from './try-limits.ts'

export type InvitationRouteDeps = {
  accounts: Pick<Accounts, 'invitations' | 'credentials'>
  member: RequireMember
  isAllowedOrigin: (origin: string) => boolean
}

const IdParams = z.object({ invitationId: z.string().max(100) })
const TokenParams = z.object({ token: z.string().max(200) })
const tags = ['invitations']

export function invitationRoutes(app: App, deps: InvitationRouteDeps) {
  invitingRoutes(app, deps)
  acceptingRoutes(app, deps)
}

function invitingRoutes(app: App, { accounts: { invitations }, member }: InvitationRouteDeps) {
  const onRequest = member('member.manage')
  app.get(
    '/api/v1/team/invitations',
    {
      onRequest,
      schema: {
        tags,
        summary: 'List open invitations',
        description: 'Those that nobody accepted or revoked; `expiresAt` may have passed.',
        querystring: PageQuery,
        response: { 200: page(Invitation), ...problems },
      },
    },
    async (request) => invitations.list(principalOf(request).teamId, request.query),
  )
  app.post(
    '/api/v1/team/invitations',
    {
      onRequest,
      schema: {
        tags,
        summary: 'Invite somebody',
        description:
          'Mails a link that works once, for seven days, and answers it. A second one to the same address replaces the first. 409 `email_taken`.',
        body: CreateInvitation,
        response: { 201: CreatedInvitation, ...problems },
      },
    },
    async (request, reply) =>
      reply.code(201).send(valueOrProblem(await invitations.create(principalOf(request), request.body))),
  )
  app.post(
    '/api/v1/team/invitations/:invitationId/resend',
    {
      onRequest,
      schema: {
        tags,
        summary: 'Send an invitation again',
        description: 'With a new link for another seven days, which is answered too; the old link stops working.',
        params: IdParams,
        response: { 201: CreatedInvitation, ...problems },
      },
    },
    async (request, reply) => {
      const resent = await invitations.resend(principalOf(request), request.params.invitationId)
      return reply.code(201).send(valueOrProblem(resent))
    },
  )
  app.delete(
    '/api/v1/team/invitations/:invitationId',
    {
      onRequest,
      schema: { tags, summary: 'Revoke an invitation', params: IdParams, response: { 204: z.null(), ...problems } },
    },
    async (request, reply) => {
      const revoked = await invitations.revoke(principalOf(request).teamId, request.params.invitationId)
      if (!revoked) throw notFound()
      return reply.code(204).send(null)
    },
  )
}

function acceptingRoutes(app: App, { accounts, isAllowedOrigin }: InvitationRouteDeps) {
  const { invitations, credentials } = accounts
  app.get(
    '/api/v1/invitations/:token',
    {
      schema: {
        tags,
        summary: 'Read what one is invited to',
        description: '404 `invitation_invalid`.',
        params: TokenParams,
        response: { 200: InvitationDetails, ...problems },
      },
    },
    async (request) => {
      const details = await invitations.details(request.params.token)
      if (details === null) throw accountProblem('invitation_invalid')
      return details
    },
  )
  app.post(
    '/api/v1/invitations/:token/accept',
    {
      onRequest: sameOrigin(isAllowedOrigin),
      preHandler: limitTries(app, { max: 10, seconds: 60 }),
      schema: {
        tags,
        summary: 'Accept an invitation',
        description: 'Works once; sets the session cookie. 404 `invitation_invalid`; 409 `email_taken`.',
        params: TokenParams,
        body: AcceptInvitation,
        response: { 201: Me.pick({ member: true, team: true }), ...problems },
      },
    },
    async (request, reply) => {
      const { name, password } = request.body
      const accepted = valueOrProblem(await invitations.accept(request.params.token, { name, password }))
      const { memberId, email, role, teamId, teamName } = accepted
      const signedIn = await credentials.signIn(callerOf(request), { email, password })
      setCookies(reply, credentialAnswer(signedIn).cookies)
      return reply
        .code(201)
        .send({ member: { id: memberId, name, email, role, avatarUrl: null }, team: { id: teamId, name: teamName } })
    },
  )
}
