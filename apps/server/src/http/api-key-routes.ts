import { ApiKey, CreateApiKey, CreatedApiKey, PageQuery, page } from '@baton/protocol'
import { z } from 'zod'
import type { Accounts } from '../accounts/accounts.ts'
import { valueOrProblem } from './account-refusals.ts'
import type { App } from './app.ts'
import { principalOf, type RequireMember } from './principal-guard.ts'
import { notFound } from './problems.ts'
import { problems } from './route-schema.ts'

export type ApiKeyRouteDeps = { apiKeys: Accounts['apiKeys']; member: RequireMember }

const KeyParams = z.object({ keyId: z.string().max(100) })
const tags = ['API keys']

export function apiKeyRoutes(app: App, { apiKeys, member }: ApiKeyRouteDeps) {
  const onRequest = member('api_key.manage')
  app.get(
    '/api/v1/api-keys',
    {
      onRequest,
      schema: { tags, summary: 'List API keys', querystring: PageQuery, response: { 200: page(ApiKey), ...problems } },
    },
    async (request) => apiKeys.list(principalOf(request).teamId, request.query),
  )
  app.post(
    '/api/v1/api-keys',
    {
      onRequest,
      schema: {
        tags,
        summary: 'Make an API key',
        description:
          'The only answer that holds the key. It acts as the member who made it, with at most that member’s rights. 403 `key_role_too_strong`.',
        body: CreateApiKey,
        response: { 201: CreatedApiKey, ...problems },
      },
    },
    async (request, reply) =>
      reply.code(201).send(valueOrProblem(await apiKeys.create(principalOf(request), request.body))),
  )
  app.delete(
    '/api/v1/api-keys/:keyId',
    {
      onRequest,
      schema: { tags, summary: 'Revoke an API key', params: KeyParams, response: { 204: z.null(), ...problems } },
    },
    async (request, reply) => {
      if (!(await apiKeys.revoke(principalOf(request).teamId, request.params.keyId))) throw notFound()
      return reply.code(204).send(null)
    },
  )
}
