import type { ChannelBot, Problem, WebChannel } from '@baton/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asMember, call } from '../support/api.ts'
import type { DatabaseKind } from '../support/fresh-database.ts'
import { adaOn, demoBot, join, type ServerMember } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'

describe.each<DatabaseKind>(['sqlite', 'postgres'])('the settings of the web channel, on %s', (kind) => {
  let servers: Servers
  let ada: ServerMember
  let url: string
  let botId: string
  let path: string

  beforeAll(async () => {
    servers = await startServers(kind)
    url = servers.first.url
    ada = await adaOn(url)
    botId = (await demoBot(ada)).id
    path = `/api/v1/bots/${botId}/web-channel`
  })
  afterAll(() => servers.close())

  const change = (body: unknown) => ada.patch<WebChannel & Problem>(path, body)
  const channelBot = () => call<ChannelBot>(servers.last.url, `/api/channel/v1/bots/${botId}`)

  test('begin sensibly, and closed to other sites', async () => {
    expect((await ada.get<WebChannel>(path)).body).toEqual({
      theme: {
        ...{ scheme: 'auto', colour: '#1f5f5b', position: 'right', launcherLabel: '', launcherIcon: 'chat' },
        avatarUrl: null,
      },
      ...{ suggestedQuestions: [], locale: null, allowedSites: [], anySite: false },
      ...{ identity: { secretMadeAt: null }, updatedAt: null },
    })
  })

  test('what is changed is seen by customers at once, and what is not given stays', async () => {
    const theme = { scheme: 'dark', colour: '#aa3355', launcherLabel: 'Ask us', launcherIcon: 'wave' }
    expect(await change({ theme, suggestedQuestions: ['What does it cost?'] })).toMatchObject({ status: 200 })
    expect(await change({ theme: { position: 'left' }, locale: 'pt-BR' })).toMatchObject({ status: 200 })
    const { body } = await channelBot()
    expect(body).toMatchObject({ colour: '#aa3355', locale: 'pt-BR', suggestedQuestions: ['What does it cost?'] })
    expect(body.theme).toEqual({ ...theme, position: 'left', avatarUrl: null })
    expect((await ada.get(`/api/v1/bots/${botId}`)).body).toMatchObject({ colour: '#aa3355' })
    await change({ locale: null })
    expect((await channelBot()).body.locale).toBeNull()
  })

  test('sites are kept as origins, in order, each once', async () => {
    const allowedSites = ['shop.example', 'https://*.example.com/path', 'http://localhost:3000', 'https://shop.example']
    const { body } = await change({ allowedSites })
    expect(body.allowedSites).toEqual(['https://shop.example', 'https://*.example.com', 'http://localhost:3000'])
    expect((await change({ anySite: true })).body).toMatchObject({ anySite: true, allowedSites: body.allowedSites })
    expect((await change({ allowedSites: [], anySite: false })).body).toMatchObject({
      anySite: false,
      allowedSites: [],
    })
  })

  test.each([
    { allowedSites: ['not a site'] },
    { allowedSites: ["https://a.example;script-src 'unsafe-inline'"] },
    { theme: { colour: 'red' } },
    { theme: { scheme: 'sepia' } },
    { theme: { avatarUrl: 'https://tracker.example/a.png' } },
    { locale: 'english please' },
    { suggestedQuestions: Array.from({ length: 7 }, () => 'What?') },
    { suggestedQuestions: [' '] },
    { identitySecret: 'mine' },
  ])('%j is refused', async (body) => {
    expect(await change(body)).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
  })

  test('what draws a widget has an ETag and may be kept for a moment', async () => {
    const first = await channelBot()
    const etag = first.headers.get('etag') ?? ''
    expect(first.headers.get('cache-control')).toBe('public, max-age=60, stale-while-revalidate=600')
    const path = `/api/channel/v1/bots/${botId}`
    const again = await call(url, path, { headers: { 'if-none-match': etag } })
    expect([again.status, again.body]).toEqual([304, null])
    await change({ theme: { launcherLabel: 'Chat' } })
    expect((await call(url, path, { headers: { 'if-none-match': etag } })).status).toBe(200)
  })

  test('members who may not manage bots read and change nothing; other teams find nothing', async () => {
    const ben = await join(url, ada, 'Ben')
    expect(await ben.get(path)).toMatchObject({ status: 200 })
    expect(await ben.patch(path, { anySite: true })).toMatchObject({ status: 403 })
    expect(await ada.get('/api/v1/bots/another/web-channel')).toMatchObject({ status: 404 })
    expect(await asMember(url, { token: 'bat_none' }).get(path)).toMatchObject({ status: 401 })
  })
})
