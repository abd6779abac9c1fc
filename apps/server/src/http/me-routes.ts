import { Me, Preferences, type Rights, UpdateMe, UpdatePreferences } from '@baton/protocol'
import type { Accounts } from '../accounts/accounts.ts'
import { rolesWithin } from '../accounts/api-keys.ts'
import { type Principal, principalMay } from '../accounts/principal.ts'
import type { FaceOf } from '../present/for-member.ts'
import type { App } from './app.ts'
import { callerOf, setCookies } from './callers.ts'
import { principalOf, type RequireMember } from './principal-guard.ts'
import { problems } from './route-schema.ts'

export type MeRouteDeps = { accounts: Pick<Accounts, 'credentials' | 'own'>; member: RequireMember; faceOf: FaceOf }

const tags = ['me']

export function meRoutes(app: App, deps: MeRouteDeps) {
  profileRoutes(app, deps)
  preferenceRoutes(app, deps)
}

function profileRoutes(app: App, { accounts: { credentials, own }, member, faceOf }: MeRouteDeps) {
  app.get(
    '/api/v1/me',
    {
      onRequest: member(),
      schema: { tags, summary: 'Read who I am and what I may', response: { 200: Me, ...problems } },
    },
    async (request, reply) => {
      const principal = principalOf(request)
      if (principal.via.kind === 'session') {
        // Every page begins with this: a session that is used is prolonged here.
        const session = await credentials.session(callerOf(request))
        if (session.ok) setCookies(reply, session.cookies)
      }
      return presentMe(principal, faceOf)
    },
  )
  app.patch(
    '/api/v1/me',
    {
      onRequest: member(),
      schema: {
        tags,
        summary: 'Change my name',
        description: 'Customers see it from now on; what was said before keeps the old one.',
        body: UpdateMe,
        response: { 200: Me, ...problems },
      },
    },
    async (request) => {
      const principal = principalOf(request)
      const { name } = request.body
      await own.rename(principal, name)
      return presentMe({ ...principal, name }, faceOf)
    },
  )
}

function preferenceRoutes(app: App, { accounts: { own }, member }: MeRouteDeps) {
  const onRequest = member()
  app.get(
    '/api/v1/me/preferences',
    { onRequest, schema: { tags, summary: 'Read how I like to work', response: { 200: Preferences, ...problems } } },
    (request) => own.preferences(principalOf(request)),
  )
  app.patch(
    '/api/v1/me/preferences',
    {
      onRequest,
      schema: {
        tags,
        summary: 'Change how I like to work',
        description: 'Changes what is given; answers all.',
        body: UpdatePreferences,
        response: { 200: Preferences, ...problems },
      },
    },
    (request) => own.changePreferences(principalOf(request), request.body),
  )
}

export function presentMe(principal: Principal, faceOf: FaceOf): Me {
  const { memberId, name, email, role, teamId, teamName } = principal
  const member = { id: memberId, name, email, role, avatarUrl: faceOf(memberId) }
  return { member, team: { id: teamId, name: teamName }, can: rightsOf(principal) }
}

function rightsOf(principal: Principal): Rights {
  return {
    claim: principalMay(principal, 'conversation.claim'),
    manageBots: principalMay(principal, 'bot.manage'),
    manageNotifyEmails: principalMay(principal, 'power_up.notify_emails'),
    manageWebhooks: principalMay(principal, 'webhook.manage'),
    manageApiKeys: principalMay(principal, 'api_key.manage'),
    manageOutbox: principalMay(principal, 'outbox.manage'),
    manageMembers: principalMay(principal, 'member.manage'),
    manageTeam: principalMay(principal, 'team.manage'),
    keyRoles: rolesWithin(principal.roles),
  }
}
