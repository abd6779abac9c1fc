import { Me, SetUp } from '@baton/protocol'
import { z } from 'zod'
import type { Accounts } from '../accounts/accounts.ts'
import { accountProblem, credentialAnswer, valueOrProblem } from './account-refusals.ts'
import type { App } from './app.ts'
import { callerOf, sameOrigin, setCookies } from './callers.ts'
import { problems } from './route-schema.ts'
import { limitTries } from './try-limits.ts'

export type SetUpRouteDeps = {
  accounts: Pick<Accounts, 'firstRun' | 'credentials'>
  isAllowedOrigin: (origin: string) => boolean
}

const Params = z.object({ token: z.string().max(200) })
const tags = ['first run']

/** The one-time link of a first start. */
export function setUpRoutes(app: App, { accounts, isAllowedOrigin }: SetUpRouteDeps) {
  const { firstRun, credentials } = accounts
  app.get(
    '/api/v1/set-up/:token',
    {
      schema: {
        tags,
        summary: 'Ask whether a set-up link still works',
        description: '404 `set_up_over`.',
        params: Params,
        response: { 200: z.object({}), ...problems },
      },
    },
    async (request) => {
      if (!(await firstRun.isOpen(request.params.token))) throw accountProblem('set_up_over')
      return {}
    },
  )
  app.post(
    '/api/v1/set-up/:token',
    {
      onRequest: sameOrigin(isAllowedOrigin),
      preHandler: limitTries(app, { max: 10, seconds: 60 }),
      schema: {
        tags,
        summary: 'Make the owner, the team and a demo bot',
        description: 'Works once; sets the session cookie. 404 `set_up_over`.',
        params: Params,
        body: SetUp,
        response: { 201: Me.pick({ member: true, team: true }).extend({ botId: z.string() }), ...problems },
      },
    },
    async (request, reply) => {
      const { name, email, password, teamName } = request.body
      const { memberId, teamId, botId } = valueOrProblem(await firstRun.setUp(request.params.token, request.body))
      const signedIn = await credentials.signIn(callerOf(request), { email, password })
      setCookies(reply, credentialAnswer(signedIn).cookies)
      const member = { id: memberId, name, email: email.toLowerCase(), role: 'owner' as const, avatarUrl: null }
      return reply.code(201).send({ member, team: { id: teamId, name: teamName }, botId })
    },
  )
}
