import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asDana, begin, call, newStartKey } from '../support/api.ts'
import { adaOn, demoBot, join, type ServerMember } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'

type Operation = {
  parameters?: { name: string; in: string; required?: boolean }[]
  requestBody?: unknown
  responses?: Record<string, { content?: Record<string, unknown> }>
}
type OpenApi = { openapi: string; paths: Record<string, Record<string, Operation>> }

describe('bad input is answered with a clear problem, and nothing changes', () => {
  let servers: Servers
  let url: string
  let ada: ServerMember
  let vic: ServerMember
  let document: OpenApi
  let botId: string

  beforeAll(async () => {
    servers = await startServers('sqlite')
    url = servers.first.url
    ada = await adaOn(url)
    vic = await join(url, ada, 'Vic', 'viewer')
    botId = (await demoBot(ada)).id
    document = (await call<OpenApi>(url, '/api/openapi.json')).body
  })
  afterAll(() => servers.close())

  const isProblem = (answer: { status: number; headers: Headers; body: unknown }, status: number | number[]) => {
    expect([status].flat()).toContain(answer.status)
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(answer.body).toMatchObject({
      type: expect.any(String),
      title: expect.any(String),
      status: answer.status,
      code: expect.stringMatching(/^[a-z_]+$/),
      detail: expect.any(String),
    })
    expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|SQLITE|select |\bat .+:\d+:\d+/i)
  }

  const operations = () =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        method: method.toUpperCase(),
        path: path.replace(/\{[^}]+\}/g, () => randomUUID()),
        pattern: path,
        operation,
      })),
    )

  test('the OpenAPI document describes the routes of the contract', () => {
    expect(document.openapi).toBe('3.1.0')
    for (const path of [
      '/api/v1/me',
      '/api/v1/conversations/{id}/claim',
      '/api/v1/conversations/{id}/hand-back',
      '/api/v1/bots/{botId}/webhooks',
      '/api/channel/v1/conversations/{id}/escalate',
    ]) {
      expect(document.paths).toHaveProperty([path])
    }
  })

  test('the OpenAPI document says of every error that it is a problem, and of a command that it may come without a body', () => {
    for (const { pattern, operation } of operations()) {
      for (const status of ['4XX', '5XX']) {
        const content = operation.responses?.[status]?.content
        if (content !== undefined) expect(Object.keys(content), pattern).toEqual(['application/problem+json'])
      }
    }
    const { post: claim } = document.paths['/api/v1/conversations/{id}/claim'] ?? {}
    expect(claim?.responses?.['4XX']?.content).toBeDefined()
    expect(claim?.requestBody).toMatchObject({ required: false })
    const { post: create } = document.paths['/api/v1/bots'] ?? {}
    expect(create?.requestBody).toMatchObject({ required: true })
  })

  test('every member route refuses whoever is not signed in', async () => {
    const open = ['/api/v1/set-up/{token}', '/api/v1/invitations/{token}', '/api/v1/invitations/{token}/accept']
    const members = operations().filter(({ pattern }) => pattern.startsWith('/api/v1/') && !open.includes(pattern))
    expect(members.length).toBeGreaterThan(30)
    for (const { method, path, operation } of members) {
      const body = operation.requestBody === undefined ? {} : { body: {} }
      isProblem(await call(url, path, { method, ...body }), 401)
      isProblem(await call(url, path, { method, ...body, token: 'bat_forged' }), 401)
    }
  })

  test('every customer route refuses a missing, forged or foreign token alike', async () => {
    const customers = operations().filter(({ pattern }) => pattern.startsWith('/api/channel/v1/conversations/'))
    expect(customers.length).toBeGreaterThan(5)
    const dana = await begin(url, botId, 'Hello')
    const eli = await begin(url, botId, 'Hello')
    for (const { method, pattern, operation } of customers) {
      const path = pattern.replace('{id}', dana.id)
      const nowhere = pattern.replace('{id}', randomUUID())
      const body = operation.requestBody === undefined ? {} : { body: validBodyFor(pattern) }
      for (const token of [undefined, 'forged', eli.token]) {
        const known = token === undefined ? {} : { token }
        const there = await call(url, path, { method, ...body, ...known })
        const notThere = await call(url, nowhere, { method, ...body, ...known })
        isProblem(there, 401)
        isProblem(notThere, 401)
        expect(withoutInstance(there.body)).toEqual(withoutInstance(notThere.body))
      }
    }
  })

  test('ids that are nobody’s are not found, on every route', async () => {
    for (const { method, path, pattern, operation } of operations()) {
      if (!pattern.startsWith('/api/v1/') || !pattern.includes('{') || pattern.includes('{token}')) continue
      const body = operation.requestBody === undefined ? {} : { body: validBodyFor(pattern) }
      const query = pattern.endsWith('/search') ? '?q=hello' : ''
      const answer = await call(url, `${path}${query}`, { method, cookie: ada.cookie, ...body })
      isProblem(answer, pattern.includes('/talk_to_a_human') && method === 'DELETE' ? [404] : 404)
    }
  })

  test('broken JSON, wrong types, unknown keys and wrong content types are refused on every route with a body', async () => {
    const withBody = operations().filter(
      ({ pattern, operation }) =>
        // Pictures are sent as they are.
        !pattern.endsWith('/avatar') &&
        operation.requestBody !== undefined &&
        pattern.startsWith('/api/v1/') &&
        !pattern.includes('{token}'),
    )
    expect(withBody.length).toBeGreaterThan(15)
    for (const { method, path } of withBody) {
      const send = (body: string, type = 'application/json') =>
        fetch(`${url}${path}`, { method, headers: { 'content-type': type, cookie: ada.cookie }, body }).then(parsed)
      isProblem(await send('{"broken'), 400)
      isProblem(await send('[1, 2]'), 400)
      isProblem(await send('{"__proto__": {"x": 1}, "unheard_of": true}'), 400)
      isProblem(await send('text=hello', 'application/x-www-form-urlencoded'), 415)
      isProblem(await send('{}', 'text/plain'), 415)
    }
  })

  test('a body over the limit is refused with 413', async () => {
    const text = 'x'.repeat(70 * 1024)
    const session = await begin(url, botId)
    isProblem(await asDana(url, session).say(text), 413)
    isProblem(await ada.post('/api/v1/bots', { name: text }), 413)
  })

  test('a viewer may read and change nothing', async () => {
    expect((await vic.get('/api/v1/conversations')).status).toBe(200)
    const session = await begin(url, botId, 'Hello')
    await asDana(url, session).escalate()
    isProblem(await vic.claim(session.id), 403)
    isProblem(await vic.post('/api/v1/bots', { name: 'Mine' }), 403)
    isProblem(await vic.patch(`/api/v1/bots/${botId}`, { name: 'Mine' }), 403)
    isProblem(await vic.post('/api/v1/team/invitations', { email: 'x@example.com', role: 'admin' }), 403)
    isProblem(await vic.post('/api/v1/api-keys', { name: 'x', role: 'viewer' }), 403)
    isProblem(await vic.get(`/api/v1/bots/${botId}/webhooks`), 403)
    expect((await asDana(url, session).read()).body.state).toBe('escalated')
  })

  test.each([
    ['nothing', '', 'message_empty'],
    ['only space', ' \n\t ', 'message_empty'],
    ['one character too many', 'x'.repeat(4001), 'message_too_long'],
    ['a NUL', 'a\u0000b', 'message_not_text'],
    ['half a surrogate pair', 'a\ud800b', 'message_not_text'],
  ])('a message of %s is refused and not logged', async (_what, text, code) => {
    const session = await begin(url, botId)
    const answer = await asDana(url, session).say(text)
    isProblem(answer, 422)
    expect(answer.body).toMatchObject({ code })
    expect(await asDana(url, session).events()).toHaveLength(1)
  })

  test('a message of exactly 4,000 characters is sent, emoji too', async () => {
    const session = await begin(url, botId)
    expect((await asDana(url, session).say('x'.repeat(4000))).status).toBe(201)
    expect((await asDana(url, session).say('🧑‍🚀'.repeat(1333))).status).toBe(201)
    expect((await asDana(url, session).say('🎈'.repeat(4000))).status).toBe(201)
    expect((await asDana(url, session).say('🎈'.repeat(4001))).status).toBe(422)
  })

  test('a message without a clientId, or with one that is none, is refused', async () => {
    const { id, token } = await begin(url, botId)
    const path = `/api/channel/v1/conversations/${id}/messages`
    isProblem(await call(url, path, { token, body: { text: 'x' } }), 400)
    isProblem(await call(url, path, { token, body: { text: 'x', clientId: 'x' } }), 400)
    isProblem(await call(url, path, { token, body: { text: 7, clientId: randomUUID() } }), 400)
    isProblem(await call(url, path, { token, body: { text: 'x', clientId: randomUUID(), role: 'owner' } }), 400)
  })

  test('a start key that could be guessed is refused', async () => {
    const path = `/api/channel/v1/bots/${botId}/conversations`
    isProblem(await call(url, path, { body: { startKey: 'short' } }), 400)
    isProblem(await call(url, path, { body: { startKey: newStartKey(), text: 'without an id' } }), 400)
    isProblem(
      await call(url, `/api/channel/v1/bots/${randomUUID()}/conversations`, { body: { startKey: newStartKey() } }),
      404,
    )
  })

  test.each([
    '',
    'dana',
    'dana@',
    '@example.com',
    'dana@example',
    'a@b.c, d@e.f',
    'dana@example.com\r\nBcc: x@y.z',
    '"dana"@example.com',
  ])('the address %j escalates nothing', async (email) => {
    const session = await begin(url, botId, 'Help')
    const answer = await asDana(url, session).escalate({ email })
    isProblem(answer, 422)
    expect(answer.body).toMatchObject({ code: 'email_invalid' })
    expect((await asDana(url, session).read()).body.state).toBe('bot')
  })

  test('a change that another site’s page asks for with the member’s cookie is refused', async () => {
    const options = { cookie: ada.cookie, body: { name: 'Evil' }, headers: { origin: 'https://evil.example' } }
    isProblem(await call(url, '/api/v1/bots', options), 403)
    const own = { cookie: ada.cookie, body: { name: 'Good' }, headers: { origin: url } }
    expect((await call(url, '/api/v1/bots', own)).status).toBe(201)
  })

  test('a command without a body is fine, whatever content type it claims', async () => {
    const session = await begin(url, botId, 'Hello')
    await asDana(url, session).escalate()
    const headers = { 'content-type': 'application/json', cookie: ada.cookie }
    const claimed = await fetch(`${url}/api/v1/conversations/${session.id}/claim`, { method: 'POST', headers })
    expect(claimed.status).toBe(200)
    const empty = await fetch(`${url}/api/v1/conversations/${session.id}/messages`, { method: 'POST', headers })
    expect(empty.status).toBe(400)
  })

  test('a cursor that is none, and a limit out of bounds', async () => {
    expect((await ada.get('/api/v1/conversations?cursor=nonsense')).status).toBe(200)
    isProblem(await ada.get('/api/v1/conversations?limit=0'), 400)
    isProblem(await ada.get('/api/v1/conversations?limit=101'), 400)
    isProblem(await ada.get('/api/v1/conversations?state=happy'), 400)
    isProblem(await ada.get('/api/v1/conversations?unheard=of'), 400)
  })

  test('an unknown address is a problem too, and broken HTTP does not stop the server', async () => {
    isProblem(await call(url, '/api/v1/unheard-of'), 404)
    isProblem(await call(url, '/api/v1/conversations/%E0%A4%A'), [400, 401])
    const { port } = new URL(url)
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.end('GET / HTTP/9.9\r\nbroken\r\n\r\n'))
      socket.on('close', () => resolve())
      socket.on('error', () => resolve())
      socket.resume()
    })
    expect((await call(url, '/healthz')).status).toBe(200)
  })
})

/** A body that is right in itself, so that only the id or the right is wrong. */
function validBodyFor(pattern: string): unknown {
  if (pattern.endsWith('/messages')) return { clientId: randomUUID(), text: 'Hello' }
  if (pattern.endsWith('/read')) return { seq: 1 }
  if (pattern.endsWith('/forms/{powerUp}')) return { clientId: randomUUID(), fields: {} }
  if (pattern.endsWith('/transfer') || pattern.endsWith('/transfer-ownership')) return { memberId: randomUUID() }
  if (pattern.endsWith('/knowledge')) return { title: 'Title', text: 'Text' }
  if (pattern.endsWith('/embeddings')) return { model: 'text' }
  if (pattern.endsWith('/preview')) return { messages: [{ by: 'customer', text: 'Hello' }] }
  if (pattern.endsWith('/webhooks')) return { type: 'conversation.claimed', url: 'https://example.com/hook' }
  if (pattern.endsWith('/members/{memberId}')) return { role: 'viewer' }
  return {}
}

function withoutInstance(body: unknown) {
  return { ...(body as Record<string, unknown>), instance: null }
}

async function parsed(response: Response) {
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) }
}
