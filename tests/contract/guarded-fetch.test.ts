import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createAddressGuard } from '../../apps/server/src/guard/address-guard.ts'
import { readAllowList } from '../../apps/server/src/guard/allow-list.ts'
import { failureOf } from '../../apps/server/src/guard/connection-failure.ts'
import type { Resolve } from '../../apps/server/src/guard/guarded-connector.ts'

const here: Resolve = async () => [{ address: '127.0.0.1', family: 4 }]
const heard: string[] = []
let server: Server
let port = 0

beforeAll(async () => {
  server = createServer((request, response) => {
    heard.push(request.url ?? '')
    const moved = request.url === '/moved' ? '/there' : request.url === '/inside' ? `http://inside.test:${port}/` : null
    if (moved !== null) {
      response.writeHead(302, { location: moved }).end()
    } else {
      response.write('first ')
      setTimeout(() => response.end('second'), 50)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => server.close())
beforeEach(() => {
  heard.length = 0
})

const guard = (allowed: string) =>
  createAddressGuard({ allowPrivate: false, allowList: readAllowList(allowed) ?? [], resolve: here })
const failure = (url: string, { fetch }: { fetch: typeof globalThis.fetch }, init?: RequestInit) =>
  fetch(url, init).then(
    () => 'reached',
    (error) => failureOf(error),
  )

describe('the guarded fetch', () => {
  test('WH22: reaches what is on the list, and streams the body', async () => {
    const { fetch, close } = guard(`model.test:${port}`)
    const response = await fetch(`http://model.test:${port}/v1`, { method: 'POST', body: '{}' })
    const pieces: string[] = []
    for await (const piece of response.body ?? []) pieces.push(Buffer.from(piece).toString())
    expect(pieces).toEqual(['first ', 'second'])
    await close()
  })

  test('WH21: reaches nothing else, and says no more than that', async () => {
    const [open, shut] = [guard(`model.test:${port}`), guard('')]
    expect(await failure(`http://other.test:${port}/`, open)).toBe('unreachable')
    expect(await failure('https://inside.test/', shut)).toBe('unreachable')
    expect(await failure(`http://127.0.0.1:${port}/`, shut)).toBe('unreachable')
    expect(heard).toEqual([])
    await Promise.all([open.close(), shut.close()])
  })

  test('WH9: refuses redirects unless they are asked for, and checks where they lead', async () => {
    const one = guard(`model.test:${port}`)
    expect(await failure(`http://model.test:${port}/moved`, one)).toBe('unreachable')
    expect(heard).toEqual(['/moved'])
    expect(await failure(`http://model.test:${port}/moved`, one, { redirect: 'follow' })).toBe('reached')
    heard.length = 0
    expect(await failure(`http://model.test:${port}/inside`, one, { redirect: 'follow' })).toBe('unreachable')
    expect(heard).toEqual(['/inside'])
    await one.close()
  })

  test('WH21: takes no proxy from the environment', async () => {
    const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy', 'ALL_PROXY']
    const before = { ...process.env }
    for (const name of names) process.env[name] = `http://127.0.0.1:${port}`
    process.env.NODE_USE_ENV_PROXY = '1'
    // The proxy is allowed, and nobody listens where the URL leads: whoever is heard of came by the proxy.
    const one = guard('model.test, 127.0.0.1')
    try {
      expect(await failure('http://model.test:1/', one)).toBe('unreachable')
      expect(heard).toEqual([])
    } finally {
      for (const name of [...names, 'NODE_USE_ENV_PROXY']) {
        if (before[name] === undefined) delete process.env[name]
        else process.env[name] = before[name]
      }
      await one.close()
    }
  })
})
