import { randomUUID } from 'node:crypto'
import type { Role } from '@baton/core'
import { roles } from '@baton/protocol'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Principal } from '../../apps/server/src/accounts/principal.ts'
import { type App, createApp } from '../../apps/server/src/http/app.ts'
import { requireMember } from '../../apps/server/src/http/principal-guard.ts'
import { webhookRoutes } from '../../apps/server/src/http/webhook-routes.ts'
import { starts } from '../support/cast.ts'
import { type Receiver, startReceiver } from './webhook-receiver.ts'
import { scope, type WebhookScene, webhookScene } from './webhook-scene.ts'

/** Whoever says a role is a member of it: `Bearer owner`, `Bearer owner@team_other`. */
async function authenticate({ authorization }: { authorization?: string | undefined }): Promise<Principal | null> {
  const [, role, teamId = scope.teamId] = /^Bearer (\w+)(?:@(\w+))?$/.exec(authorization ?? '') ?? []
  if (role === undefined) return null
  const via = { kind: 'api_key', keyId: 'key' } as const
  const known = { memberId: 'm', userId: 'u', teamId, teamName: '', name: '', email: '' }
  return { ...known, role: role as Role, roles: [role as Role], via }
}

describe('the webhook routes', () => {
  let server: WebhookScene
  let there: Receiver
  let app: App
  const all = `/api/v1/bots/${scope.botId}/webhooks`

  beforeAll(async () => {
    server = await webhookScene('sqlite')
    there = await startReceiver()
    const logger = pino({ level: 'silent' })
    app = await createApp({
      folders: { dashboard: '', chat: '' },
      publicUrl: 'https://baton.example',
      trustProxy: [],
      rateLimits: false,
      logger,
      newId: randomUUID,
    })
    webhookRoutes(app, {
      webhooks: server.manage,
      member: requireMember({ authenticate, isAllowedOrigin: () => true }),
    })
    await app.ready()
  })
  afterAll(async () => {
    await app.close()
    await server.end()
    await there.stop()
  })

  type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'
  async function ask(method: Method, url: string, body?: object, who: string | null = 'owner') {
    const headers = who === null ? {} : { authorization: `Bearer ${who}` }
    const answer = await app.inject({ method, url, headers, ...(body && { payload: body }) })
    return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() }
  }
  const create = async (url = there.url) => (await ask('POST', all, { type: 'conversation.started', url })).body

  test('create, read, change, list and delete', async () => {
    const created = await ask('POST', all, { type: 'conversation.claimed', url: there.url })
    expect(created).toMatchObject({ status: 201, body: { type: 'conversation.claimed', enabled: false } })
    expect(created.body.secret).toMatch(/^whsec_/)
    const { secret: _, ...plain } = created.body
    const one = `${all}/${plain.id}`
    expect(await ask('GET', one)).toEqual({ status: 200, body: plain })
    expect(await ask('PATCH', one, { enabled: true })).toMatchObject({ status: 200, body: { enabled: true } })
    const list = await ask('GET', `${all}?limit=100`)
    expect(list.body.items.map(({ id }: { id: string }) => id)).toContain(plain.id)
    expect(JSON.stringify(list.body)).not.toContain('whsec_')
    expect(await ask('DELETE', one)).toEqual({ status: 204, body: null })
    expect(await ask('GET', one)).toMatchObject({ status: 404, body: { code: 'not_found' } })
  })

  test('a webhook may be made without a URL, and is neither tested nor switched on before it has one', async () => {
    const made = await ask('POST', all, { type: 'conversation.started' })
    expect(made).toMatchObject({ status: 201, body: { url: '', enabled: false } })
    const one = `${all}/${made.body.id}`
    const missing = { status: 422, body: { code: 'url_missing' } }
    expect(await ask('POST', `${one}/test`)).toMatchObject(missing)
    expect(await ask('PATCH', one, { enabled: true })).toMatchObject(missing)
    expect(await ask('PATCH', one, { url: '' })).toMatchObject({ status: 422, body: { code: 'url_not_allowed' } })
    expect(await ask('PATCH', one, { enabled: true, url: there.url })).toMatchObject({ status: 200 })
  })

  test('a new secret, a test, its delivery, and once more', async () => {
    const { id, secret } = await create()
    const rotated = await ask('POST', `${all}/${id}/rotate-secret`)
    expect(rotated.status).toBe(200)
    expect(rotated.body.secret).not.toBe(secret)
    const tested = await ask('POST', `${all}/${id}/test`)
    expect(tested).toMatchObject({ status: 202, body: { type: 'conversation.started', conversationId: null } })
    const log = `${all}/${id}/deliveries`
    await vi.waitFor(async () => {
      const { body } = await ask('GET', log)
      expect(body.items).toMatchObject([
        { id: tested.body.id, status: 'delivered', lastAttempt: { responseStatus: 200 } },
      ])
    })
    expect(await ask('POST', `${log}/${tested.body.id}/redeliver`)).toMatchObject({ status: 202 })
    await vi.waitFor(() => expect(there.heard).toHaveLength(2))
  })

  test('WH26: a delivery of a webhook that is switched off is not sent again', async () => {
    const { id } = await create()
    await ask('PATCH', `${all}/${id}`, { enabled: true })
    await server.commit(starts())
    await vi.waitFor(async () => expect((await server.delivery(id)).status).toBe('delivered'))
    await ask('PATCH', `${all}/${id}`, { enabled: false })
    const redeliver = `${all}/${id}/deliveries/${(await server.delivery(id)).id}/redeliver`
    expect(await ask('POST', redeliver)).toMatchObject({ status: 409, body: { code: 'webhook_disabled' } })
  })

  test.each([
    [{ type: 'conversation.claimed', url: 'ftp://example.com/' }, 422, 'url_not_allowed'],
    [{ type: 'conversation.nudged', url: 'https://example.com/' }, 400, 'invalid_request'],
    [{ url: 'https://example.com/' }, 400, 'invalid_request'],
    [{ type: 'conversation.claimed', url: 'https://example.com/', secret: 'whsec_mine' }, 400, 'invalid_request'],
    [{ type: 'conversation.claimed', url: 'https://example.com/', teamId: 'team_other' }, 400, 'invalid_request'],
  ])('%j is refused with %i %s', async (body, status, code) => {
    expect(await ask('POST', all, body)).toMatchObject({ status, body: { code } })
  })

  const routes: [Method, string][] = [
    ['GET', ''],
    ['POST', ''],
    ['GET', '/ID'],
    ['PATCH', '/ID'],
    ['DELETE', '/ID'],
    ['POST', '/ID/rotate-secret'],
    ['POST', '/ID/test'],
    ['GET', '/ID/deliveries'],
    ['POST', '/ID/deliveries/none/redeliver'],
    ['POST', '/ID/end-previous-secret'],
    ['GET', '/ID/deliveries/none'],
    ['POST', '/ID/redeliver-failed'],
  ]
  const bodyOf = (method: Method, path: string) => {
    if (method === 'PATCH') return { enabled: true }
    return method === 'POST' && path === '' ? { type: 'conversation.started', url: there.url } : undefined
  }

  test.each(routes)('%s %s is for owners and admins', async (method, path) => {
    const url = `${all}${path.replace('ID', (await create()).id)}`
    for (const role of [...roles, null]) {
      const { status, body } = await ask(method, url, bodyOf(method, path), role)
      if (role === null) expect(status).toBe(401)
      else if (role === 'owner' || role === 'admin') expect([200, 201, 202, 204, 404, 409]).toContain(status)
      else expect([status, body.code]).toEqual([403, 'forbidden'])
    }
  })

  test.each(routes)('WH31: %s %s finds nothing of another team', async (method, path) => {
    const { id } = await create()
    const url = `${all}${path.replace('ID', id)}`
    const { status, body } = await ask(method, url, bodyOf(method, path), 'owner@team_other')
    expect([status, body.code]).toEqual([404, 'not_found'])
    expect(await ask('GET', `${all}/${id}`)).toMatchObject({ status: 200, body: { enabled: false } })
  })

  test('the API’s description has every route', async () => {
    const { paths } = (await app.inject('/api/openapi.json')).json()
    expect(Object.keys(paths).filter((path) => path.includes('webhook'))).toHaveLength(11)
  })
})
