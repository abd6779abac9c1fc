import { gzipSync } from 'node:zlib'
import type { Bot, CustomerEvent, FoundPassages, Knowledge, KnowledgeDetail, Page, Problem } from '@baton/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asDana, begin, eventually } from '../support/api.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { whenRead } from '../support/knowledge.ts'
import { adaOn, demoBot, type ServerMember } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'
import { article, type Site, sitemapIndexOf, sitemapOf, startSite } from '../support/web-site.ts'

describe.each(databaseKinds)('knowledge from the web on %s', (kind) => {
  let servers: Servers
  let site: Site
  let ada: ServerMember
  let botId: string
  let path: string

  beforeAll(async () => {
    site = await startSite()
    servers = await startServers(kind, { ALLOW_PRIVATE_ADDRESSES: site.host })
    ada = await adaOn(servers.first.url)
    botId = (await demoBot(ada)).id
    path = `/api/v1/bots/${botId}/knowledge`
  })
  afterAll(async () => {
    await servers.close()
    await site.close()
  })

  const answerTo = async (question: string): Promise<CustomerEvent & { type: 'message.sent' }> => {
    const { url } = servers.last
    const dana = asDana(url, await begin(url, botId, question))
    return eventually('the bot’s answer', async () => {
      const said = (await dana.events()).find((one) => one.type === 'message.sent' && one.actor.kind === 'bot')
      return said?.type === 'message.sent' && said
    })
  }
  const add = (body: object) => ada.post<Knowledge & Problem>(path, body)
  const again = async (id: string) => {
    expect((await ada.post(`${path}/${id}/sync`)).status).toBe(202)
    return whenRead(ada, botId, id)
  }
  const pagesOf = async (id: string) => (await ada.get<Page<Knowledge>>(`${path}?parentId=${id}`)).body.items

  test('a page is read and answered from, with its address as a link', async () => {
    site.pages.set('/returns', { body: article('Returns', 'You may return a quokka lamp within forty days.') })
    const added = await add({ url: `${site.url}/returns` })
    expect(added).toMatchObject({
      status: 201,
      body: { source: 'url', state: 'waiting', title: `${site.url}/returns` },
    })
    const item = await whenRead(ada, botId, added.body.id)
    expect(item).toMatchObject({ state: 'ready', title: 'Returns', format: 'html', url: `${site.url}/returns` })
    const { data } = await answerTo('Until when can I return the quokka lamp?')
    expect(data.text).toContain('forty days')
    expect(data.sources).toEqual([{ title: 'Returns', url: `${site.url}/returns` }])
    expect(await add({ url: `${site.url}/returns#top` })).toMatchObject({
      status: 409,
      body: { code: 'already_known' },
    })
  })

  test('reading again sees what changed, leaves what did not, and keeps the old text when it fails', async () => {
    site.pages.set('/hours', { body: article('Hours', 'The tapir café opens at nine.') })
    const { id } = (await add({ url: `${site.url}/hours`, title: 'Opening hours' })).body
    const first = await whenRead(ada, botId, id)
    const same = await again(id)
    expect(Date.parse(same.syncedAt ?? '')).toBeGreaterThan(Date.parse(first.syncedAt ?? ''))
    site.pages.set('/hours', { body: article('New hours', 'The tapir café opens at eleven.') })
    expect(await again(id)).toMatchObject({ state: 'ready', title: 'Opening hours' })
    expect((await answerTo('When does the tapir café open?')).data.text).toContain('eleven')
    site.pages.delete('/hours')
    expect(await again(id)).toMatchObject({ state: 'failed', error: 'The site says that there is no such page (404).' })
    expect((await answerTo('When does the tapir café open?')).data.text).toContain('eleven')
    expect((await ada.get<KnowledgeDetail>(`${path}/${id}`)).body.text).toContain('eleven')
  })

  test('addresses that are not allowed are refused before anything is fetched, each with its reason', async () => {
    for (const [url, words] of [
      ['http://169.254.169.254/latest', /https/],
      ['https://localhost/', /public/],
      ['https://10.0.0.1/', /public/],
      [`http://127.0.0.1:${site.port === 65535 ? 1 : site.port + 1}/`, /https/],
      ['ftp://example.com/x', /https/],
      ['https://ada:secret@example.com/', /user name/],
      ['https://exa mple', /not a URL/],
    ] as const) {
      const refused = await add({ url })
      expect(refused, url).toMatchObject({ status: 422, body: { code: 'url_not_allowed' } })
      expect(refused.body.detail, url).toMatch(words)
    }
    expect((await add({ url: 'https://a.example', sitemap: 'https://a.example' })).status).toBe(400)
    expect((await add({ url: '' })).status).toBe(400)
  })

  test('a redirect to where the server may not go fails, and is said', async () => {
    site.pages.set('/away', { status: 301, headers: { location: 'http://169.254.169.254/latest' } })
    const { id } = (await add({ url: `${site.url}/away` })).body
    expect((await whenRead(ada, botId, id)).error).toMatch(/^The page leads on to another address\./)
  })

  test('a site that is busy is asked again', async () => {
    let tries = 0
    site.pages.set('/busy', {
      answer: (_, response) => {
        tries += 1
        response.writeHead(tries === 1 ? 503 : 200, { 'content-type': 'text/html' })
        response.end(article('Busy', 'At last.'))
      },
    })
    const { id } = (await add({ url: `${site.url}/busy` })).body
    await eventually('it says why it waits', async () => {
      const { body } = await ada.get<Knowledge>(`${path}/${id}`)
      return body.state === 'waiting' && body.error?.includes('503')
    })
    expect(await whenRead(ada, botId, id)).toMatchObject({ state: 'ready', error: null, title: 'Busy' })
  })

  test('a sitemap brings its pages, each with its own state, and reading it again follows its changes', async () => {
    const at = (page: string) => `${site.url}${page}`
    site.pages
      .set('/sitemap.xml', { type: 'application/xml', body: sitemapIndexOf(at('/one.xml'), at('/two.xml.gz')) })
      .set('/one.xml', { type: 'text/xml', body: sitemapOf(at('/a'), at('/b?x=1&y=2'), 'https://elsewhere.example/') })
      .set('/two.xml.gz', { type: 'application/gzip', body: gzipSync(sitemapOf(at('/gone'), at('/a'))) })
      .set('/a', { body: article('Okapi', 'The okapi hall closes at dusk.') })
      .set('/b?x=1&y=2', { body: article('Numbat', 'The numbat tour costs six euros.') })
    const added = await add({ sitemap: at('/sitemap.xml') })
    expect(added).toMatchObject({ status: 201, body: { source: 'sitemap', state: 'waiting' } })
    const { id } = added.body
    const item = await whenRead(ada, botId, id)
    expect(item).toMatchObject({
      state: 'ready',
      title: site.host,
      pages: 3,
      progress: { waiting: 0, reading: 0, ready: 2, failed: 1 },
      notice: '1 address of other sites, or not allowed, was left out.',
    })
    expect((await pagesOf(id)).map(({ title, state, error }) => [title, state, error])).toEqual([
      ['Okapi', 'ready', null],
      ['Numbat', 'ready', null],
      [at('/gone'), 'failed', expect.stringContaining('404')],
    ])
    expect((await answerTo('What does the numbat tour cost?')).data.sources).toEqual([
      { title: 'Numbat', url: at('/b?x=1&y=2') },
    ])
    const top = (await ada.get<Page<Knowledge>>(path)).body.items
    expect(top.some(({ parentId }) => parentId !== null)).toBe(false)

    site.pages.set('/sitemap.xml', { type: 'application/xml', body: sitemapOf(at('/a'), at('/c')) })
    site.pages.set('/c', { body: article('Kakapo', 'The kakapo walk takes two hours.') })
    expect(await again(id)).toMatchObject({ pages: 2, progress: { ready: 2, failed: 0 }, notice: null })
    expect((await pagesOf(id)).map(({ title }) => title).sort()).toEqual(['Kakapo', 'Okapi'])
    expect((await ada.post<{ asked: number }>(`${path}/sync`)).body.asked).toBeGreaterThan(1)
    await whenRead(ada, botId, id)

    const copy = (await ada.post<Bot>(`/api/v1/bots/${botId}/duplicate`)).body
    const copied = (await ada.get<Page<Knowledge>>(`/api/v1/bots/${copy.id}/knowledge`)).body.items
    expect(copied.find(({ source }) => source === 'sitemap')).toMatchObject({ progress: { ready: 2 } })

    expect((await ada.remove(`${path}/${id}`)).status).toBe(204)
    expect(await pagesOf(id)).toEqual([])
    const inCopy = `/api/v1/bots/${copy.id}/knowledge/search?q=kakapo`
    expect((await ada.get<FoundPassages>(inCopy)).body.items[0]).toMatchObject({ title: 'Kakapo' })
    expect((await ada.get<FoundPassages>(`${path}/search?q=kakapo`)).body.items).toEqual([])
  })

  test('a sitemap that is none says so', async () => {
    site.pages.set('/page', { body: article('A page', 'No sitemap.') })
    site.pages.set('/feed', { type: 'application/xml', body: '<rss><channel/></rss>' })
    site.pages.set('/none.xml', { type: 'application/xml', body: sitemapOf() })
    site.pages.set('/cut.xml', { type: 'application/xml', body: '<urlset><url><loc>' })
    const errors: (string | null)[] = []
    for (const page of ['/page', '/feed', '/none.xml', '/cut.xml', '/missing.xml']) {
      errors.push((await whenRead(ada, botId, (await add({ sitemap: `${site.url}${page}` })).body.id)).error)
    }
    expect(errors).toEqual([
      'This is a page, not a sitemap. Add it as a page.',
      'This is no sitemap.',
      'It lists no page of its own site.',
      expect.any(String),
      'The site says that there is no such page (404).',
    ])
  })
})
