import type {
  CustomerEvent,
  FoundPassages,
  Knowledge,
  KnowledgeDetail,
  KnowledgeUse,
  Page,
  Problem,
} from '@baton/protocol'
import { strToU8 } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asDana, begin, call, eventually } from '../support/api.ts'
import { docxOf, pdfOf } from '../support/documents.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { upload, whenRead } from '../support/knowledge.ts'
import { adaOn, demoBot, join, type ServerMember } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'

describe.each(databaseKinds)('knowledge from files on %s', (kind) => {
  let servers: Servers
  let url: string
  let ada: ServerMember
  let botId: string
  let path: string

  beforeAll(async () => {
    servers = await startServers(kind)
    url = servers.first.url
    ada = await adaOn(url)
    botId = (await demoBot(ada)).id
    path = `/api/v1/bots/${botId}/knowledge`
  })
  afterAll(() => servers.close())

  const answerTo = async (question: string): Promise<CustomerEvent & { type: 'message.sent' }> => {
    const dana = asDana(servers.last.url, await begin(servers.last.url, botId, question))
    return eventually('the bot’s answer', async () => {
      const said = (await dana.events()).find((one) => one.type === 'message.sent' && one.actor.kind === 'bot')
      return said?.type === 'message.sent' && said
    })
  }

  test.each([
    ['a PDF', 'Shipping.pdf', pdfOf([['Zebra parcels leave the warehouse every Tuesday.']]), 'pdf', 1],
    [
      'a Word document',
      'Warranty.docx',
      docxOf(['# Warranty', 'The quokka lamp has a warranty of seven years.']),
      'docx',
      null,
    ],
    ['a table', 'prices.csv', 'Product,Price\nOcelot rug,40 euros\nAxolotl mug,9 euros', 'csv', null],
    [
      'a page',
      'page.html',
      '<title>x</title><main><h1>Narwhal desk</h1><p>The narwhal desk is made of oak.</p></main>',
      'html',
      null,
    ],
    ['Markdown', 'care.md', '# Pangolin coat\n\nWash the pangolin coat by hand.', 'markdown', null],
    ['a text', 'hours.txt', 'The tapir café is open from ten to four.', 'text', null],
  ])('%s is read, searched and answered from', async (_, name, content, format, pages) => {
    const added = await upload(url, ada, botId, { name, content })
    expect(added).toMatchObject({ status: 201, body: { title: name.split('.')[0], source: 'file' } })
    // How far the reader has got by now is its own affair.
    expect(added.body.state).toMatch(/^(waiting|reading|ready)$/)
    const item = await whenRead(ada, botId, added.body.id)
    expect(item).toMatchObject({
      state: 'ready',
      error: null,
      format,
      pages,
      fileName: name,
      bytes: Buffer.byteLength(content),
    })
    expect(item.syncedAt).not.toBeNull()
    expect(item.characters).toBeGreaterThan(20)
  })

  test('answers come from the files, named by their title and without a link', async () => {
    const zebra = await answerTo('When do zebra parcels leave?')
    expect(zebra.data.text).toContain('every Tuesday')
    expect(zebra.data.sources).toEqual([{ title: 'Shipping', url: null }])
    expect((await answerTo('What does the axolotl mug cost?')).data.text).toContain('9 euros')
    const unknown = await answerTo('Do you sell submarines?')
    expect(unknown.data.sources).toBeUndefined()
    expect(unknown.data).toMatchObject({ offer: { reason: 'knowledge_gap' } })
  })

  test('a question can be tried: the passages that are found, with scores', async () => {
    const { body } = await ada.get<FoundPassages>(`${path}/search?q=${encodeURIComponent('quokka lamp warranty')}`)
    expect(body.items[0]).toMatchObject({ title: 'Warranty', enough: true })
    expect(body.items[0]?.score).toBeGreaterThan(0.8)
    expect((await ada.get<FoundPassages>(`${path}/search?q=submarines`)).body.items).toEqual([])
  })

  test('what cannot be read says why, stays out of answers, and can be tried again', async () => {
    const broken = [
      ['broken.pdf', pdfOf([['Cut off']]).subarray(0, 30), /damaged/],
      ['broken.docx', 'no archive at all', /damaged/],
      ['bomb.docx', docxOf(['x'], { 'word/bomb.xml': new Uint8Array(100 * 1024 * 1024) }), /unpacks to more/],
      ['scan.pdf', pdfOf([[]]), /pictures/],
      ['blank.txt', '  \n ', /no text/],
    ] as const
    for (const [name, content, words] of broken) {
      const { status, body } = await upload(url, ada, botId, { name, content })
      expect(status).toBe(201)
      const item = await whenRead(ada, botId, body.id, 30_000)
      expect(item).toMatchObject({ state: 'failed', characters: 0, syncedAt: null })
      expect(item.error).toMatch(words)
      const again = await ada.post<Knowledge>(`${path}/${body.id}/sync`)
      expect(again).toMatchObject({ status: 202, body: { state: 'waiting', error: null } })
      expect((await whenRead(ada, botId, body.id, 30_000)).error).toMatch(words)
      expect((await ada.remove(`${path}/${body.id}`)).status).toBe(204)
    }
    expect((await call(url, '/healthz')).status).toBe(200)
  })

  test('files that are not read are refused at once, in plain words', async () => {
    const refused = async (name: string, content: string | Uint8Array) => {
      const { status, body } = await upload(url, ada, botId, { name, content })
      return [status, body.code]
    }
    expect(await refused('photo.png', 'x')).toEqual([422, 'unsupported_file'])
    expect(await refused('old.doc', 'x')).toEqual([422, 'unsupported_file'])
    const long = await upload(url, ada, botId, { name: `${'n'.repeat(240)}.md`, content: 'The long name.' })
    expect(long).toMatchObject({ status: 201, body: { format: 'markdown', fileName: 'n'.repeat(200) } })
    expect(await refused('empty.txt', '')).toEqual([422, 'file_empty'])
    expect(await refused('large.txt', new Uint8Array(50 * 1024 * 1024))).toEqual([413, 'file_too_large'])
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    const form = (body: string) =>
      fetch(`${url}${path}`, { method: 'POST', headers: { ...headers, cookie: ada.cookie }, body })
    expect((await form('nothing of the kind')).status).toBe(400)
    const part = '--x\r\ncontent-disposition: form-data; name="title"\r\n\r\nTitle\r\n'
    expect((await form(`${part}--x--\r\n`)).status).toBe(400)
    expect((await form(part)).status).toBe(400)
  })

  test('a text is written, changed and found by a search through everything', async () => {
    const made = await ada.post<KnowledgeDetail>(path, { title: 'Lemurs', text: 'Lemurs eat leaves.' })
    expect(made).toMatchObject({ status: 201, body: { state: 'ready', source: 'text', characters: 18 } })
    const changed = await ada.patch<KnowledgeDetail>(`${path}/${made.body.id}`, { text: 'Lemurs eat figs.' })
    expect(changed).toMatchObject({ status: 200, body: { title: 'Lemurs', text: 'Lemurs eat figs.' } })
    const found = await ada.get<Page<Knowledge>>(`${path}?q=EAT%20figs`)
    expect(found.body.items.map(({ id }) => id)).toEqual([made.body.id])
    expect((await answerTo('What do lemurs eat?')).data.text).toContain('figs')
    expect(await ada.post<Problem>(`${path}/${made.body.id}/sync`)).toMatchObject({
      status: 409,
      body: { code: 'cannot_read_again' },
    })
    expect(await ada.post<Problem>(path, { text: 'No title' })).toMatchObject({ status: 400 })
    expect(await ada.post<Problem>(path, { title: 'No text' })).toMatchObject({ status: 400 })
    expect(await ada.post<Problem>(path, { title: 'Blank', text: '\u0000\u200b' })).toMatchObject({ status: 400 })
    expect(await ada.post<Problem>(path, { title: 'A', text: 'b', file: 'c' })).toMatchObject({ status: 400 })
  })

  test('only those who may change a bot add to it, and nobody of another team sees it', async () => {
    const vic = await join(url, ada, 'Vic', 'viewer')
    expect((await upload(url, vic, botId, { name: 'a.txt', content: 'a' })).status).toBe(403)
    expect((await vic.post(`${path}/sync`)).status).toBe(403)
    expect((await vic.get<KnowledgeUse>(`${path}/use`)).body.items).toBeGreaterThan(6)
    expect((await upload(url, ada, 'other', { name: 'a.txt', content: 'a' })).status).toBe(404)
    expect((await ada.get(`/api/v1/bots/other/knowledge/search?q=a`)).status).toBe(404)
    expect((await ada.patch(`${path}/other`, { title: 'x' })).status).toBe(404)
    expect((await ada.post(`${path}/other/sync`)).status).toBe(404)
  })

  test('a document that a server was reading when it died is read by the next', async () => {
    const paragraphs = Array.from({ length: 4_000 }, (_, row) => `Row ${row},${'value '.repeat(20)}`).join('\n')
    const { body } = await upload(url, ada, botId, { name: 'long.csv', content: strToU8(`A,B\n${paragraphs}`) })
    if (kind === 'postgres') await servers.first.kill()
    const reader = kind === 'postgres' ? { ...(await adaOn(servers.last.url)) } : ada
    expect(await whenRead(reader, botId, body.id, 40_000)).toMatchObject({ state: 'ready' })
  })
})
