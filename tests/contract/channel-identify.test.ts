import { randomUUID } from 'node:crypto'
import type {
  ChannelBot,
  CustomerConversation,
  Identified,
  IdentitySecret,
  Problem,
  Started,
  WebChannel,
} from '@baton/protocol'
import { decodeJwt, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asDana, begin, call, newStartKey } from '../support/api.ts'
import type { DatabaseKind } from '../support/fresh-database.ts'
import { customerOfToken, mailedLink } from '../support/mailed-link.ts'
import { adaOn, demoBot, join, type ServerMember } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'

describe.each<DatabaseKind>(['sqlite', 'postgres'])('identities that a site signs, on %s', (kind) => {
  let servers: Servers
  let ada: ServerMember
  let url: string
  let botId: string
  let secret: string

  beforeAll(async () => {
    servers = await startServers(kind)
    url = servers.first.url
    ada = await adaOn(url)
    botId = (await demoBot(ada)).id
  })
  afterAll(() => servers.close())

  const path = () => `/api/v1/bots/${botId}/web-channel/identity-secret`
  const minutes = (count: number) => Math.floor(Date.now() / 1000) + count * 60
  function sign(claims: Record<string, unknown>, key = secret, alg = 'HS256') {
    const all = { aud: botId, sub: 'dana', exp: minutes(5), ...claims }
    const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
    return new SignJWT(given).setProtectedHeader({ alg }).sign(new TextEncoder().encode(key))
  }
  const identify = (token: string, earlier?: string, server = servers.last.url) =>
    call<Identified & Problem>(server, `/api/channel/v1/bots/${botId}/identify`, {
      body: { token },
      ...(earlier === undefined ? {} : { token: earlier }),
    })

  test('before there is a secret nobody is believed', async () => {
    const answer = await identify(await sign({}, 'guessed secret of at least 32 characters'))
    expect(answer).toMatchObject({ status: 401, body: { code: 'identity_refused' } })
    expect(answer.body.detail).toMatch(/no secret/)
  })

  test('the secret is shown once, to those who may manage bots', async () => {
    const made = await ada.post<IdentitySecret>(path())
    expect(made.status).toBe(201)
    secret = made.body.secret
    expect(secret).toMatch(/^idsec_[\w-]{43}$/)
    const settings = await ada.get<WebChannel>(`/api/v1/bots/${botId}/web-channel`)
    expect(settings.body.identity).toEqual({ secretMadeAt: made.body.madeAt })
    expect(JSON.stringify(settings.body)).not.toContain(secret)
    expect(JSON.stringify((await call<ChannelBot>(url, `/api/channel/v1/bots/${botId}`)).body)).not.toContain('idsec')
    const ben = await join(url, ada, 'Ben')
    expect((await ben.post(path())).status).toBe(403)
    expect((await ada.post('/api/v1/bots/another/web-channel/identity-secret')).status).toBe(404)
  })

  test('the same subject is the same customer in every browser, and nobody else', async () => {
    const first = await identify(await sign({ name: 'Dana', email: 'dana@example.com' }))
    expect(first).toMatchObject({ status: 200, body: { name: 'Dana', email: 'dana@example.com', conversation: null } })
    const start = `/api/channel/v1/bots/${botId}/conversations`
    const body = { startKey: newStartKey(), clientId: randomUUID(), text: 'From my desk' }
    const started = await call<{ conversation: CustomerConversation }>(url, start, { body, token: first.body.token })
    expect(started.body.conversation.customer).toEqual({ name: 'Dana', email: null })
    const second = await identify(await sign({}))
    expect(second.body.conversation?.id).toBe(started.body.conversation.id)
    const onPhone = asDana(url, { id: started.body.conversation.id, token: second.body.token })
    expect((await onPhone.say('From my phone')).status).toBe(201)
    const stranger = await identify(await sign({ sub: 'erin' }))
    expect(stranger.body.conversation).toBeNull()
    const prying = asDana(url, { id: started.body.conversation.id, token: stranger.body.token })
    expect((await prying.read()).status).toBe(401)
  })

  test('a proven customer’s token ends after seven days, whatever is begun with it; one browser’s lasts', async () => {
    const days = (token: string) => {
      const { iat, exp } = decodeJwt(token)
      return ((exp ?? 0) - (iat ?? 0)) / 86_400
    }
    const { token } = (await identify(await sign({ sub: 'olivia' }))).body
    expect(days(token)).toBe(7)
    const start = `/api/channel/v1/bots/${botId}/conversations`
    const body = { startKey: newStartKey() }
    const begun = await call<{ token: string }>(url, start, { body, token })
    expect(begun.body.token).toBe(token)
    const again = await call<{ token: string }>(url, start, { body })
    expect(days(again.body.token)).toBe(7)
    expect(days((await begin(url, botId, 'Hello')).token)).toBe(365)
  })

  test('signed out, a token opens nothing on any server; another of the same customer does', async () => {
    const token = await sign({ sub: 'peggy' })
    const [desk, phone] = [(await identify(token)).body.token, (await identify(token)).body.token]
    expect(desk).not.toBe(phone)
    const list = (key: string, server = url) =>
      call(server, `/api/channel/v1/bots/${botId}/conversations`, { token: key })
    expect((await list(desk)).status).toBe(200)
    expect((await call(servers.last.url, '/api/channel/v1/sign-out', { token: desk, body: {} })).status).toBe(204)
    expect([(await list(desk)).status, (await list(desk, servers.last.url)).status]).toEqual([401, 401])
    expect((await list(phone)).status).toBe(200)
    expect((await call(url, '/api/channel/v1/sign-out', { token: desk, body: {} })).status).toBe(401)
  })

  test('a proven address need not be typed to reach a human', async () => {
    const { body } = await identify(await sign({ sub: 'frank', email: 'frank@example.com' }))
    const start = `/api/channel/v1/bots/${botId}/conversations`
    const started = await call<{ conversation: CustomerConversation }>(url, start, {
      body: { startKey: newStartKey() },
      token: body.token,
    })
    const frank = asDana(url, { id: started.body.conversation.id, token: body.token })
    expect(await frank.escalate({})).toMatchObject({ status: 200, body: { state: 'escalated' } })
    expect((await frank.read()).body.customer.email).toBe('frank@example.com')
  })

  test.each([
    ['expired', { exp: minutes(-2) }, /expired/],
    ['for another bot', { aud: 'another' }, /bot/],
    ['without an end', { exp: undefined }, /exp/],
    ['of nobody', { sub: undefined }, /sub/],
    ['of an empty name', { sub: '' }, /sub/],
  ])('a token that is %s is refused and says why', async (_what, claims, why) => {
    const answer = await identify(await sign(claims))
    expect(answer).toMatchObject({ status: 401, body: { code: 'identity_refused' } })
    expect(answer.body.detail).toMatch(why)
  })

  test('no other signature, algorithm or kind of token is taken', async () => {
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(
      JSON.stringify({ aud: botId, sub: 'dana', exp: minutes(5) }),
    ).toString('base64url')}.`
    const customer = (await begin(url, botId, 'Hello')).token
    const tries = [none, customer, 'nonsense', await sign({}, `${secret}x`), await sign({}, secret, 'HS512')]
    for (const token of tries) expect((await identify(token)).status).toBe(401)
    const byAddress = await call<Problem>(url, `/api/channel/v1/bots/${botId}/identify`, {
      body: { email: 'dana@example.com' },
    })
    expect(byAddress).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
    expect((await call(url, '/api/channel/v1/bots/none/identify', { body: { token: 'x' } })).status).toBe(404)
  })

  test('what was said before becomes the customer’s, and the copies of its keys open nothing any more', async () => {
    const startKey = newStartKey()
    const start = `/api/channel/v1/bots/${botId}/conversations`
    const body = { startKey, clientId: randomUUID(), text: 'Who am I?' }
    const before = await call<{ conversation: CustomerConversation; token: string }>(url, start, { body })
    const { id } = before.body.conversation
    const known = await identify(await sign({ sub: 'grace' }), before.body.token)
    expect(known.body.conversation?.id).toBe(id)
    expect((await asDana(url, { id, token: known.body.token }).say('I am Grace')).status).toBe(201)
    expect((await asDana(url, { id, token: before.body.token }).read()).status).toBe(401)
    const again = await call<{ conversation: CustomerConversation; token: string }>(url, start, {
      body: { startKey },
    })
    expect(again.body.conversation.id).not.toBe(id)
    expect((await asDana(url, { id, token: again.body.token }).read()).status).toBe(401)
  })

  test('one identity never takes over what is another’s, whatever token it brings', async () => {
    const heidi = await identify(await sign({ sub: 'heidi' }))
    const start = `/api/channel/v1/bots/${botId}/conversations`
    const started = await call<{ conversation: CustomerConversation }>(url, start, {
      body: { startKey: newStartKey() },
      token: heidi.body.token,
    })
    const ivan = await identify(await sign({ sub: 'ivan' }), heidi.body.token)
    expect(ivan.body.conversation).toBeNull()
    const { id } = started.body.conversation
    expect((await asDana(url, { id, token: heidi.body.token }).read()).status).toBe(200)
    expect((await asDana(url, { id, token: ivan.body.token }).read()).status).toBe(401)
  })

  test('two tabs that say it first at once are one customer', async () => {
    const token = await sign({ sub: 'judy' })
    const both = await Promise.all(
      servers.all.concat(servers.all).map(({ url: server }) => identify(token, undefined, server)),
    )
    expect(both.map(({ status }) => status)).toEqual(both.map(() => 200))
    const start = `/api/channel/v1/bots/${botId}/conversations`
    await call(url, start, { body: { startKey: newStartKey() }, token: both[0]?.body.token ?? '' })
    const known = await Promise.all(both.map(() => identify(token)))
    expect(new Set(known.map(({ body }) => body.conversation?.id)).size).toBe(1)
  })

  describe('the link of a mail', () => {
    const email = 'mallory@example.com'
    const day = 24 * 3_600_000
    const use = (link: string, startKey = newStartKey(), server = servers.first.url, bot = botId) =>
      call<Started & Problem>(server, `/api/channel/v1/bots/${bot}/mailed-links`, { body: { link, startKey } })
    /** Mallory's chat, and what a mail about it is made of. */
    async function chat() {
      const known = await identify(await sign({ sub: 'mallory', email }))
      const start = `/api/channel/v1/bots/${botId}/conversations`
      const body = { startKey: newStartKey() }
      const started = await call<Started>(url, start, { body, token: known.body.token })
      const customerId = customerOfToken(known.body.token)
      return { id: randomUUID(), botId, customerId, conversationId: started.body.conversation.id, email }
    }

    test('MA23: it lets one browser in, which may ask again, and no other', async () => {
      const about = await chat()
      const link = mailedLink(servers, about)
      const mine = newStartKey()
      const opened = await use(link, mine)
      expect(opened).toMatchObject({ status: 200, body: { conversation: { id: about.conversationId } } })
      const { token } = opened.body
      expect((await asDana(url, { id: about.conversationId, token }).say('From my phone')).status).toBe(201)
      expect((await use(link, mine, servers.last.url)).status).toBe(200)
      const another = await use(mailedLink(servers, about), newStartKey(), servers.last.url)
      expect(another).toMatchObject({ status: 401, body: { code: 'link_over' } })
    })

    test('MA23: of many browsers at once one is let in', async () => {
      const link = mailedLink(servers, await chat())
      const tries = Array.from({ length: 8 }, (_, index) => use(link, newStartKey(), servers.any(index).url))
      const statuses = (await Promise.all(tries)).map(({ status }) => status).sort()
      expect(statuses).toEqual([200, ...Array.from({ length: 7 }, () => 401)])
    })

    test('MA23: run out, forged, or of another chat, bot or address it opens nothing, and always says the same', async () => {
      const about = await chat()
      const stranger = await begin(url, botId, 'Hello')
      // Not its last letter: some of that one's bits may mean nothing.
      const changed = mailedLink(servers, about).replace(/.(?=.{4}$)/, (one) => (one === 'A' ? 'B' : 'A'))
      const tries = await Promise.all([
        use(mailedLink(servers, about, Date.now() - 3 * day)),
        use(changed),
        use('nonsense'),
        use(mailedLink({ env: { BATON_SECRET: 'another secret of at least 32 characters' } }, about)),
        use(mailedLink(servers, { ...about, conversationId: stranger.id })),
        use(mailedLink(servers, { ...about, conversationId: randomUUID() })),
        use(mailedLink(servers, { ...about, email: 'other@example.com' })),
        use(mailedLink(servers, { ...about, botId: 'another' })),
        use(mailedLink(servers, about), newStartKey(), url, 'another'),
      ])
      expect(tries.map(({ status, body }) => [status, body.code])).toEqual(tries.map(() => [401, 'link_over']))
      expect(new Set(tries.map(({ body }) => body.detail)).size).toBe(1)
      // None of that has used the link up.
      expect((await use(mailedLink(servers, about))).status).toBe(200)
    })

    test('MA23: once the site vouches for the address no more, it opens nothing', async () => {
      const link = mailedLink(servers, await chat())
      await identify(await sign({ sub: 'mallory' }))
      expect((await use(link)).status).toBe(401)
    })
  })

  test('after a rotation the former secret signs nothing; without one nobody is identified', async () => {
    const old = await sign({})
    const { body } = await ada.post<IdentitySecret>(path())
    expect((await identify(old)).status).toBe(401)
    expect((await identify(await sign({}, body.secret))).status).toBe(200)
    expect((await ada.remove(path())).status).toBe(204)
    expect((await identify(await sign({}, body.secret))).status).toBe(401)
  })
})
