import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { begin, type CustomerSession, call } from '../support/api.ts'
import { adaOn, demoBot, type ServerMember } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'

const shop = 'https://shop.example'
const branch = 'https://north.branches.example'
const foreign = [
  'https://evil.example',
  'https://shop.example.evil.example',
  'http://shop.example',
  'null',
  branch.replace('north.', ''),
]

describe('who may use a bot’s channel from elsewhere', () => {
  let servers: Servers
  let ada: ServerMember
  let url: string
  let botId: string
  let dana: CustomerSession

  beforeAll(async () => {
    servers = await startServers('sqlite')
    url = servers.first.url
    ada = await adaOn(url)
    botId = (await demoBot(ada)).id
    dana = await begin(url, botId, 'Hello')
    await allow({ allowedSites: [shop, 'https://*.branches.example'] })
  })
  afterAll(() => servers.close())

  const allow = (sites: object) => ada.patch(`/api/v1/bots/${botId}/web-channel`, sites)
  const from = (origin: string, path: string, how: object = {}) => call(url, path, { ...how, headers: { origin } })
  const bot = () => `/api/channel/v1/bots/${botId}`
  const messages = () => `/api/channel/v1/conversations/${dana.id}/messages`
  const letIn = (answer: { headers: Headers }) => answer.headers.get('access-control-allow-origin')

  test.each([shop, branch])('%s is let in, for the bot and for its conversations', async (origin) => {
    const settings = await from(origin, bot())
    expect([settings.status, letIn(settings), settings.headers.get('vary')]).toEqual([
      200,
      origin,
      expect.stringContaining('Origin'),
    ])
    const asked = await fetch(`${url}${messages()}`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    })
    expect([asked.status, letIn(asked)]).toEqual([204, origin])
    expect(asked.headers.get('access-control-allow-headers')).toBe('authorization, content-type')
    const body = { clientId: randomUUID(), text: 'From the shop' }
    const said = await from(origin, messages(), { token: dana.token, body })
    expect([said.status, letIn(said)]).toEqual([201, origin])
    expect(said.headers.get('access-control-allow-credentials')).toBeNull()
    expect(letIn(await from(origin, messages(), { token: 'wrong', body }))).toBe(origin)
  })

  test.each(foreign)('%s is not', async (origin) => {
    const settings = await from(origin, bot())
    expect([settings.status, letIn(settings)]).toEqual([403, null])
    const body = { clientId: randomUUID(), text: 'From elsewhere' }
    const said = await from(origin, messages(), { token: dana.token, body })
    expect([said.status, letIn(said)]).toEqual([403, null])
    const asked = await fetch(`${url}${messages()}`, { method: 'OPTIONS', headers: { origin } })
    expect(letIn(asked)).toBeNull()
  })

  test('the site of one bot is no site of another', async () => {
    const { body } = await ada.post<{ id: string }>('/api/v1/bots', { name: 'Other' })
    const other = await begin(url, body.id, 'Hello')
    expect((await from(shop, `/api/channel/v1/bots/${body.id}`)).status).toBe(403)
    const path = `/api/channel/v1/conversations/${other.id}`
    expect((await from(shop, path, { token: other.token })).status).toBe(403)
    expect(await closeOf(shop, { t: 'hello', token: other.token })).toBe('origin_refused')
  })

  test('a socket is opened to customers on allowed sites, and to nobody else there', async () => {
    expect(await closeOf(shop, { t: 'hello', token: dana.token })).toBe('ready')
    expect(await closeOf('https://evil.example', { t: 'hello', token: dana.token })).toBe('origin_refused')
    expect(await closeOf(shop, { t: 'hello' }, ada.cookie)).toBe('origin_refused')
  })

  /** What a page of this origin gets from the socket: `ready`, or the code that it was closed with. */
  function closeOf(origin: string, hello: object, cookie = ''): Promise<string> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/realtime`, { origin, headers: { cookie } })
    return new Promise((resolve, reject) => {
      socket.on('error', reject)
      socket.on('open', () => socket.send(JSON.stringify(hello)))
      socket.on('message', (data) => {
        const { t, code } = JSON.parse(String(data))
        socket.close()
        resolve(t === 'ready' ? 'ready' : code)
      })
      socket.on('close', (_code, reason) => resolve(String(reason)))
    })
  }

  test('pages say who may hold them', async () => {
    const policyOf = async (path: string) => {
      const { headers } = await fetch(`${url}${path}`)
      const policy = headers.get('content-security-policy') ?? ''
      return [
        /frame-ancestors ([^;]*)/.exec(policy)?.[1],
        headers.get('x-frame-options'),
        headers.get('referrer-policy'),
      ]
    }
    expect(await policyOf(`/b/${botId}`)).toEqual(["'none'", 'DENY', 'no-referrer'])
    expect(await policyOf(`/b/${botId}/embed`)).toEqual([
      `'self' ${shop} https://*.branches.example`,
      null,
      'no-referrer',
    ])
    expect(await policyOf('/')).toEqual(["'none'", 'DENY', 'no-referrer'])
    await allow({ anySite: true })
    expect(await policyOf(`/b/${botId}/embed`)).toEqual(['*', null, 'no-referrer'])
    expect(letIn(await from('https://anywhere.example', bot()))).toBe('https://anywhere.example')
    await allow({ anySite: false, allowedSites: [] })
    expect(await policyOf(`/b/${botId}/embed`)).toEqual(["'self'", null, 'no-referrer'])
  })

  test('built files are compressed, and those with a hash may be kept for ever', async () => {
    const page = await (await fetch(`${url}/b/${botId}`)).text()
    const script = /\/chat\/assets\/[\w-]+\.js/.exec(page)?.[0] ?? ''
    const sent = await fetch(`${url}${script}`, { headers: { 'accept-encoding': 'gzip' } })
    expect(sent.headers.get('content-encoding')).toBe('gzip')
    expect(sent.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    const loader = await fetch(`${url}/widget.js`, { headers: { 'accept-encoding': 'gzip;q=0, br' } })
    expect(loader.headers.get('content-encoding')).toBe('br')
    const framed = await fetch(`${url}/b/${botId}/embed`, { headers: { 'accept-encoding': 'gzip, br' } })
    expect([framed.headers.get('content-encoding'), framed.headers.get('vary')]).toEqual(['gzip', 'Accept-Encoding'])
    expect(await framed.text()).toContain('<meta name="baton-sites"')
    const plain = await fetch(`${url}/b/${botId}/embed`, { headers: { 'accept-encoding': 'identity' } })
    expect([plain.headers.get('content-encoding'), await plain.text()]).toEqual([
      null,
      await (await fetch(plain.url)).text(),
    ])
    const etag = loader.headers.get('etag') ?? ''
    const again = await fetch(`${url}/widget.js`, { headers: { 'accept-encoding': 'br', 'if-none-match': etag } })
    expect(again.status).toBe(304)
    expect((await fetch(`${url}/baton.d.ts`)).status).toBe(200)
    expect((await fetch(`${url}/chat/.sources`)).status).toBe(404)
  })

  test('names and settings are text on the demo page', async () => {
    await ada.patch(`/api/v1/bots/${botId}`, { name: '</title><script>alert(1)</script>' })
    const page = await (await fetch(`${url}/demo/${botId}`)).text()
    expect(page).not.toContain('<script>alert')
    expect((await fetch(`${url}/demo/%22%3E%3Cscript%3E`)).status).toBe(404)
  })
})
