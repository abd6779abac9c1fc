import type { LookupAddress } from 'node:dns'
import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:net'
import { buildConnector } from 'undici'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { guardedConnector, type Resolve } from '../../apps/server/src/guard/guarded-connector.ts'
import { resolveBySystem } from '../../apps/server/src/guard/name-lookup.ts'
import { post } from '../../apps/server/src/webhooks/post.ts'
import { starts } from '../support/cast.ts'
import { scope, webhookScene } from './webhook-scene.ts'

const listeners: Server[] = []
let port = 0
let connections = 0

/** A listener on every address of this machine, IPv4 and IPv6, that counts whoever comes. */
beforeAll(async () => {
  for (const host of ['0.0.0.0', '::']) {
    const server = createServer((socket) => {
      connections += 1
      socket.on('error', () => {})
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
    })
    const listening = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen({ port, host, ipv6Only: host === '::' }, () => resolve(true))
    })
    if (!listening) continue
    port = (server.address() as AddressInfo).port
    listeners.push(server)
  }
})

afterAll(() => {
  for (const server of listeners) server.close()
})

beforeEach(() => {
  connections = 0
})

const send = (url: string, guard: { allowPrivate: boolean; resolve?: Resolve; open?: typeof buildConnector }) => {
  const connect = guardedConnector({ timeoutMs: 1_000, allowList: [], resolve: resolveBySystem, ...guard })
  return post(
    new URL(url),
    { headers: {}, body: '{}', signal: new AbortController().signal },
    { connect, totalMs: 3_000 },
  )
}
const at = (host: string) => `http://${host}:${port}/`
const answers = (...addresses: string[]): Resolve => {
  const list: LookupAddress[] = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  return async () => list
}
const unreachable = 'The receiver could not be reached at a public address.'

describe('deliveries behind the address guard', () => {
  test('of several addresses each has more than a second, for receivers that are far away', async () => {
    const asked: unknown[] = []
    const open: typeof buildConnector = (options) => {
      asked.push(options)
      return buildConnector(options)
    }
    expect(await send(at('far.example'), { allowPrivate: true, resolve: answers('127.0.0.1'), open })).toMatchObject({
      status: 200,
    })
    expect(asked).toMatchObject([{ autoSelectFamilyAttemptTimeout: 1_500 }])
  })

  test('the premise: without the guard the listener hears', async () => {
    expect(await send(at('127.0.0.1'), { allowPrivate: true })).toMatchObject({ status: 200 })
    expect(connections).toBe(1)
  })

  test('WH22: with ALLOW_PRIVATE_WEBHOOKS a name that leads to this host is reached', async () => {
    const answer = await send(at('receiver.test'), { allowPrivate: true, resolve: answers('127.0.0.1') })
    expect(answer.status).toBe(200)
    expect(connections).toBe(1)
  })

  test('WH23: an unknown name, a closed port and a private address read the same', async () => {
    const nowhere: Resolve = async () => {
      throw Object.assign(new Error('getaddrinfo ENOTFOUND db.internal'), { code: 'ENOTFOUND' })
    }
    const unknown = await send('http://db.internal/', { allowPrivate: false, resolve: nowhere })
    const refused = await send('http://db.internal/', { allowPrivate: false, resolve: answers('10.1.2.3') })
    const closed = await send('http://127.0.0.1:1/', { allowPrivate: true })
    expect(new Set([unknown.error, refused.error, closed.error])).toEqual(new Set([unreachable]))
  })

  test('WH10: a name server that never answers is given up with the connection', async () => {
    const never: Resolve = () => new Promise(() => {})
    const answer = await send('http://slow.example/', { allowPrivate: false, resolve: never })
    expect(answer.status).toBeNull()
    expect(answer.durationMs).toBeLessThan(3_500)
  })

  test.each([
    ['https', `https://internal.example/`],
    ['http', `http://internal.example/`],
    ['another port', `https://internal.example:8443/`],
    ['a literal', `https://127.0.0.1/`],
  ])('WH21: a delivery to %s inside the network connects to nothing, also from the test button', async (_, url) => {
    const server = await webhookScene('sqlite', { allowPrivate: false, resolve: answers('127.0.0.1') })
    try {
      const created = await server.manage.create(scope, {
        type: 'conversation.started',
        url: 'https://internal.example/',
      })
      if (!('id' in created)) throw new Error('the premise: the URL looks public')
      // As it may stand in a database from a time when private receivers were allowed.
      await server.database.db.updateTable('webhooks').set({ url, enabled: 1 }).execute()
      await server.manage.test(scope, created.id)
      await server.commit(starts())
      await vi.waitFor(async () => {
        const rows = await server.rows()
        expect(rows.map(({ attempts, response_status }) => [attempts, response_status])).toEqual([
          [1, null],
          [1, null],
        ])
      })
      expect(connections).toBe(0)
    } finally {
      await server.end()
    }
  })
})
