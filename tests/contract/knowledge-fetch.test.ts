import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createAddressGuard } from '../../apps/server/src/guard/address-guard.ts'
import { type AllowList, readAllowList } from '../../apps/server/src/guard/allow-list.ts'
import { fetchGuarded } from '../../apps/server/src/knowledge/fetch/fetch-guarded.ts'
import { pageDocument } from '../../apps/server/src/knowledge/fetch/page-document.ts'
import { type Site, startSite } from '../support/web-site.ts'

const MB = 1024 * 1024

describe('what is fetched from the web', () => {
  let site: Site
  /** Nobody may come here. */
  let inside: Site
  const guards: { close: () => Promise<void> }[] = []

  beforeAll(async () => {
    site = await startSite()
    inside = await startSite()
    inside.pages.set('/', { body: 'secret' })
  })
  afterEach(async () => {
    expect(inside.asked, 'the inside was reached').toEqual([])
    site.pages.clear()
    for (const guard of guards.splice(0)) await guard.close()
  })
  afterAll(async () => {
    await site.close()
    await inside.close()
  })

  const guardFor = (settings: Parameters<typeof createAddressGuard>[0]) => {
    const guard = createAddressGuard(settings)
    guards.push(guard)
    return guard
  }
  const allowed = (text: string): AllowList => readAllowList(text) ?? []
  const get = (path: string, limits = { bytes: MB, ms: 5_000 }, signal = new AbortController().signal) =>
    fetchGuarded(guardFor({ allowPrivate: false, allowList: allowed(site.host) }), `${site.url}${path}`, limits, signal)
  const error = async (...given: Parameters<typeof get>) => {
    const fetched = await get(...given)
    return fetched.ok ? 'it was fetched' : fetched.error
  }
  const leadsTo = (location: string) => ({ status: 302, headers: { location } })

  test('follows redirects within what is allowed, and says where it ended', async () => {
    site.pages.set('/old', leadsTo('/new#part')).set('/new', { body: 'Here.' })
    const fetched = await get('/old')
    expect(fetched).toMatchObject({ ok: true, mediaType: 'text/html; charset=utf-8' })
    expect(fetched.ok && [Buffer.from(fetched.bytes).toString(), fetched.url.pathname]).toEqual(['Here.', '/new'])
  })

  test('is checked again at each redirect: other ports, private and link-local addresses, other schemes', async () => {
    const forbidden = [`${inside.url}/`, 'http://169.254.169.254/latest/', 'http://[::1]/', 'http://10.0.0.1/']
    for (const [index, location] of [...forbidden, 'file:///etc/passwd', 'https://localhost/'].entries()) {
      site.pages.set(`/${index}`, leadsTo(location))
      expect(await error(`/${index}`), location).toMatch(/leads on to another address/)
    }
  })

  test('is checked when the name is looked up: a name that changes its address after the first check leads nowhere', async () => {
    let lookups = 0
    const guard = guardFor({
      allowPrivate: false,
      allowList: allowed(`site.example:${site.port}`),
      resolve: async (host) => {
        lookups += 1
        return [{ address: host === 'site.example' ? '127.0.0.1' : '127.0.0.2', family: 4 }]
      },
    })
    site.pages.set('/', leadsTo('https://rebound.example/'))
    const fetched = await fetchGuarded(
      guard,
      `http://site.example:${site.port}/`,
      { bytes: MB, ms: 5_000 },
      new AbortController().signal,
    )
    expect(fetched).toEqual({ ok: false, error: 'Nothing answers at this address, or it is not public.', again: false })
    expect(lookups).toBe(2)
  })

  test('a name with one public and one private address is refused as a whole', async () => {
    const resolve = async () => [
      { address: '93.184.216.34', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ]
    const guard = guardFor({ allowPrivate: false, allowList: [], resolve })
    const signal = new AbortController().signal
    expect(await fetchGuarded(guard, 'https://two.example/', { bytes: MB, ms: 5_000 }, signal)).toMatchObject({
      ok: false,
      error: expect.stringContaining('not public'),
    })
  })

  test('ends where redirects go in a circle', async () => {
    site.pages.set('/a', leadsTo('/b')).set('/b', leadsTo('/a'))
    expect(await error('/a')).toBe('The page leads on more than 5 times.')
    site.pages.set('/c', leadsTo('http://'))
    expect(await error('/c')).toBe('The page leads on to something that is no address.')
  })

  test('ends at the most bytes, also of what unpacks to more', async () => {
    site.pages.set('/large', { body: 'x'.repeat(3 * MB) })
    site.pages.set('/bomb', { body: gzipSync('x'.repeat(50 * MB)), headers: { 'content-encoding': 'gzip' } })
    const words = 'It is larger than 1 MB, which is the most that is read.'
    expect(await error('/large')).toBe(words)
    expect(await error('/bomb')).toBe(words)
    site.pages.set('/endless', {
      answer: (_, response) => {
        const timer = setInterval(() => response.write('y'.repeat(100_000)), 1)
        response.on('close', () => clearInterval(timer))
      },
    })
    expect(await error('/endless')).toBe(words)
  })

  test('ends at its time, whether nothing comes or it drips', async () => {
    const limits = { bytes: MB, ms: 400 }
    site.pages.set('/silent', { answer: () => {} })
    site.pages.set('/drip', {
      answer: (_, response) => {
        const timer = setInterval(() => response.write('z'), 50)
        response.on('close', () => clearInterval(timer))
      },
    })
    for (const path of ['/silent', '/drip']) {
      const began = performance.now()
      expect(await get(path, limits)).toMatchObject({
        ok: false,
        again: true,
        error: expect.stringContaining('did not come'),
      })
      expect(performance.now() - began).toBeLessThan(3_000)
    }
  })

  test('says in plain words what went wrong, and whether to try again', async () => {
    site.pages.set('/broken', { answer: (request) => request.socket.destroy() })
    expect(await get('/broken')).toEqual({ ok: false, error: 'The site broke the connection off.', again: true })
    for (const [status, again] of [
      [404, false],
      [403, false],
      [418, false],
      [429, true],
      [503, true],
    ] as const) {
      site.pages.set('/status', { status })
      expect(await get('/status')).toEqual({ ok: false, again, error: expect.stringContaining(`(${status})`) })
    }
  })

  test('rejects when its job is given up', async () => {
    site.pages.set('/silent', { answer: () => {} })
    const giveUp = new AbortController()
    setTimeout(() => giveUp.abort(new Error('the server is stopping')), 50)
    await expect(get('/silent', undefined, giveUp.signal)).rejects.toThrow('the server is stopping')
  })

  test('is known by its content type, or where that is vague by its name or first bytes', () => {
    const kind = (mediaType: string, path = '/page', body = '<html>') => {
      const document = pageDocument({
        ok: true,
        bytes: Buffer.from(body),
        mediaType,
        url: new URL(`${site.url}${path}`),
      })
      return 'error' in document ? document.error : [document.format, document.charset]
    }
    expect(kind('text/html; charset="Latin1"')).toEqual(['html', 'Latin1'])
    expect(kind('text/plain', '/README.md')).toEqual(['markdown', null])
    expect(kind('application/octet-stream', '/manual.pdf')).toEqual(['pdf', null])
    expect(kind('', '/x', '%PDF-1.7')).toEqual(['pdf', null])
    expect(kind('')).toEqual(['html', null])
    expect(kind('application/xml', '/s.xml', '<urlset/>')).toBe('This is a sitemap. Add it as a sitemap.')
    expect(kind('image/png')).toBe('This is no page but image/png, which is not read.')
  })
})
