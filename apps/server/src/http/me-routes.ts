import { Me, type Rights } from '@baton/protocol'
import type { Credentials } from '../accounts/credentials.ts'
import { type Principal, principalMay } from '../accounts/principal.ts'
import type { App } from './app.ts'
import { callerOf, setCookies } from './callers.ts'
import { principalOf, type RequireMember } from './principal-guard.ts'
import { problems } from './route-schema.ts'

export type MeRouteDeps = { credentials: Pick<Credentials, 'session'>; member: RequireMember }

export function meRoutes(app: App, { credentials, member }: MeRouteDeps) {
  app.get(
    '/api/v1/me',
    {
      onRequest: member(),
      schema: { tags: ['me'], summary: 'Read who I am and what I may', response: { 200: Me, ...problems } },
    },
    async (request, reply) => {
      const principal = principalOf(request)
      if (principal.via.kind === 'session') {
        // Every page begins with this: a session that is used is prolonged here.
        const session = await credentials.session(callerOf(request))
        if (session.ok) setCookies(reply, session.cookies)
      }
      return present(principal)
    },
  )
}

function present(principal: Principal): Me {
  const { memberId, name, email, role, teamId, teamName } = principal
  const member = { id: memberId, name, email, role }
  return { member, team: { id: teamId, name: teamName }, can: rightsOf(principal) }
}

function rightsOf(principal: Principal): Rights {
  return {
    claim: principalMay(principal, 'conversation.claim'),
    manageBots: principalMay(principal, 'bot.manage'),
    manageNotifyEmails: principalMay(principal, 'power_up.notify_emails'),
    manageWebhooks: principalMay(principal, 'webhook.manage'),
    manageApiKeys: principalMay(principal, 'api_key.manage'),
    manageMembers: principalMay(principal, 'member.manage'),
    manageTeam: principalMay(principal, 'team.manage'),
  }
}
