import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import { buildConnector } from 'undici'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createAddressGuard } from '../../apps/server/src/guard/address-guard.ts'
import { readAllowList } from '../../apps/server/src/guard/allow-list.ts'
import { failureOf } from '../../apps/server/src/guard/connection-failure.ts'
import { post } from '../../apps/server/src/webhooks/post.ts'
import { startLoopbackGate } from '../support/loopback-gate.ts'
import { startNameServer, type Zone } from '../support/name-server.ts'

const dotted = [
  ...['127.0.0.1', '127.1', '127.0.1', '127.255.255.254', '127.0.0.1.', '0.0.0.0', '0', '0.1.2.3', '10.0.0.1', '10.1'],
  ...['10.255.255.255', '100.64.0.1', '100.100.100.200', '100.127.255.255', '168.63.129.16', '169.254.0.1'],
  ...[
    '169.254.169.254',
    '169.254.169.253',
    '169.254.170.2',
    '172.16.0.1',
    '172.31.255.254',
    '192.0.0.1',
    '192.0.0.192',
  ],
  ...['192.0.2.1', '192.88.99.1', '192.168.0.1', '192.168.255.255', '198.18.0.1', '198.19.255.255', '198.51.100.7'],
  ...['203.0.113.9', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255'],
]
const odd = [
  ...[
    '2130706433',
    '0x7f000001',
    '0x7F.1',
    '017700000001',
    '0177.0.0.1',
    '0177.1',
    '0x7f.0x0.0x0.0x1',
    '00000177.0.0.1',
  ],
  ...['0xa9fea9fe', '2852039166', '0251.0376.0251.0376', '169.254.43518', '0xa.0.0.1', '167772161', '3232235521'],
  ...['１２７.０.０.１', '①②⑦.⓪.⓪.①', '127。0。0。1', '１６９．２５４．１６９．２５４', '%31%32%37.0.0.1'],
]
const six = [
  ...[
    '::',
    '::1',
    '0:0:0:0:0:0:0:1',
    '0000:0000:0000:0000:0000:0000:0000:0001',
    '::127.0.0.1',
    '::7f00:1',
    '::10.0.0.1',
  ],
  ...['::ffff:127.0.0.1', '::ffff:7f00:1', '0:0:0:0:0:ffff:7f00:1', '::ffff:0:7f00:1', '::ffff:0:127.0.0.1'],
  ...['::ffff:169.254.169.254', '::ffff:10.0.0.1', '::ffff:192.168.0.1', '::ffff:8.8.8.8', '64:ff9b::7f00:1'],
  ...[
    '64:ff9b::169.254.169.254',
    '64:ff9b::10.0.0.1',
    '64:ff9b:1::7f00:1',
    '64:ff9b:1:ffff::a9fe:a9fe',
    '2002:7f00:1::',
  ],
  ...['2002:a9fe:a9fe::1', '2002:c0a8:1::1', '2002:808:808::', '2001:0:4136:e378:8000:63bf:80ff:fffe', '2001::1'],
  ...['2001:0:7f00:1::', '2001:db8::1', '2001:2::1', '2001:10::1', '2001:20::1', 'fc00::1', 'fd00::1', 'fdff::1'],
  ...[
    'fd00:ec2::254',
    'fe80::1',
    'fe80::ffff',
    'febf::1',
    'fec0::1',
    'ff02::1',
    'ff0e::1',
    '100::1',
    '3fff::1',
    '4000::1',
  ],
  ...['5f00::1', '::ffff:127.1', '1::', '0100::'],
].map((address) => `[${address}]`)

const zone: Zone = {
  'localhost.example': ['127.0.0.1'],
  'both.example': ['127.0.0.1', '::1'],
  'metadata.example': ['169.254.169.254'],
  'metadata6.example': ['fd00:ec2::254'],
  '127.0.0.1.nip.example': ['127.0.0.1'],
  'ten.example': ['10.1.2.3'],
  'shared.example': ['100.64.0.1'],
  'link.example': ['fe80::1'],
  'mapped.example': ['::ffff:127.0.0.1'],
  'mapped-public.example': ['::ffff:8.8.8.8'],
  'compatible.example': ['::127.0.0.1'],
  'nat64.example': ['64:ff9b::7f00:1'],
  'six-to-four.example': ['2002:7f00:1::'],
  'teredo.example': ['2001:0:4136:e378:8000:63bf:80ff:fffe'],
  'last-of-several.example': ['93.184.216.34', '1.1.1.1', '127.0.0.1'],
  'first-of-several.example': ['127.0.0.1', '93.184.216.34'],
  'six-of-both.example': ['93.184.216.34', '::1'],
  'four-of-both.example': ['2606:4700:4700::1111', '10.0.0.1'],
  'zero.example': ['0.0.0.0'],
  'broadcast.example': ['255.255.255.255'],
  'empty.example': [],
  'xn--bcher-kva.example': ['127.0.0.1'],
  'public.example': ['93.184.216.34'],
  'rebind.example': (asked) => (asked % 2 === 0 ? ['93.184.216.34'] : ['127.0.0.1']),
  'allowed.example': ['127.0.0.1'],
}
const names = [
  ...Object.keys(zone).filter((name) => !['public.example', 'rebind.example', 'allowed.example'].includes(name)),
  ...['BOTH.example', 'both.example.', 'bücher.example', 'unknown.example', 'localhost', 'localhost.', 'a.localhost'],
]
const targets = [...dotted, ...odd, ...six, ...names].filter((host) => URL.canParse(`https://${host}/`))

let gate: Awaited<ReturnType<typeof startLoopbackGate>>
let nameServer: Awaited<ReturnType<typeof startNameServer>>
let origin: Server
let originPort = 0
let redirects = 0
let guard: ReturnType<typeof createAddressGuard>

beforeAll(async () => {
  gate = await startLoopbackGate()
  nameServer = await startNameServer(zone)
  origin = createServer((request, response) => {
    redirects += 1
    response.writeHead(302, { location: decodeURIComponent((request.url ?? '').slice(1)) }).end()
  })
  await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve))
  originPort = (origin.address() as AddressInfo).port
  guard = createAddressGuard({ allowPrivate: false, allowList: [], resolve: nameServer.resolve, open: gate.open })
})
afterAll(async () => {
  await guard.close()
  await gate.stop()
  await nameServer.stop()
  origin.close()
})
beforeEach(() => gate.reset())

const deliver = (url: string) => {
  const request = { headers: {}, body: '{}', signal: new AbortController().signal }
  return post(new URL(url), request, { connect: guard.connect, totalMs: 3_000 })
}
const fetched = (url: string, { fetch }: { fetch: typeof globalThis.fetch }, init?: RequestInit) =>
  fetch(url, init).then(
    () => 'reached',
    (error) => failureOf(error),
  )
const unreachable = 'The receiver could not be reached at a public address.'

describe('the address guard', () => {
  test('the premise: there are enough targets, and without the guard the gate hears and connects', async () => {
    expect(targets.length).toBeGreaterThanOrEqual(120)
    const open = createAddressGuard({ allowPrivate: true, allowList: [], resolve: nameServer.resolve, open: gate.open })
    expect(await fetched('https://both.example/', open)).toBe('reached')
    expect(await fetched('https://127.1/', open)).toBe('reached')
    expect(gate.wanted).toEqual(['127.0.0.1', '::1', '127.0.0.1'])
    expect(gate.connections()).toBe(2)
    await open.close()
  })

  test('WH21: a public name is looked up once, and what was looked up is what is connected', async () => {
    const before = nameServer.asked('public.example')
    await deliver('https://public.example/')
    expect(gate.wanted).toEqual(['93.184.216.34'])
    expect(nameServer.asked('public.example')).toEqual({ v4: before.v4 + 1, v6: before.v6 + 1 })
  })

  test.each(targets)(
    'WH21, WH23: nothing is connected at %s, and the error is the same as everywhere',
    async (host) => {
      expect(await deliver(`https://${host}/`)).toMatchObject({ status: null, error: unreachable })
      expect(await fetched(`https://${host}/`, guard)).toBe('unreachable')
      for (const other of [`http://${host}/`, `https://${host}:22/`, `http://${host}:6379/`]) {
        expect(await fetched(other, guard)).toBe('unreachable')
      }
      expect(gate.wanted).toEqual([])
      expect(gate.connections()).toBe(0)
    },
  )

  test('WH21: a redirect to any of them is followed to none of them', async () => {
    const allowList = readAllowList(`allowed.example:${originPort}`) ?? []
    // To where the redirects come from as always; every other connection would have to pass the gate.
    const open: typeof buildConnector = (settings) => {
      const [real, gated] = [buildConnector(settings), gate.open(settings)]
      return (options, callback) => (options.hostname === 'allowed.example' ? real : gated)(options, callback)
    }
    const follow = createAddressGuard({ allowPrivate: false, allowList, resolve: nameServer.resolve, open })
    const from = (url: string) => `http://allowed.example:${originPort}/${encodeURIComponent(url)}`
    for (const host of targets) {
      const { href } = new URL(`https://${host}/`)
      expect(await fetched(from(href), follow, { redirect: 'follow' })).toBe('unreachable')
      expect(await fetched(from(href.replace('https', 'http')), follow, { redirect: 'follow' })).toBe('unreachable')
    }
    expect(redirects).toBe(2 * targets.length)
    expect(gate.wanted).toEqual([])
    await fetched(from('https://public.example/'), follow, { redirect: 'follow' })
    expect(gate.wanted).toEqual(['93.184.216.34'])
    await follow.close()
  })

  test('WH21: a name that changes its address between two look-ups never gets to the private one', async () => {
    for (let tries = 0; tries < 20; tries += 1) await deliver('https://rebind.example/')
    expect(new Set(gate.wanted)).toEqual(new Set(['93.184.216.34']))
    expect(gate.wanted).toHaveLength(10)
    expect(gate.connections()).toBe(0)
    expect(nameServer.asked('rebind.example').v4).toBe(20)
  })

  test('WH21: connects to none of this machine’s own addresses', async () => {
    const own = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
    const hosts = own
      .filter(({ scopeid }) => !scopeid)
      .map(({ address }) => (address.includes(':') ? `[${address}]` : address))
    expect(hosts).not.toEqual([])
    for (const host of hosts) expect((await deliver(`https://${host}/`)).status).toBeNull()
    expect(gate.wanted).toEqual([])
  })

  test('WH22: what the operator’s list names is reached, and nothing beside it', async () => {
    const allowList = readAllowList('allowed.example:443, ten.example') ?? []
    const some = createAddressGuard({ allowPrivate: false, allowList, resolve: nameServer.resolve, open: gate.open })
    expect(await fetched('https://allowed.example/', some)).toBe('reached')
    expect(gate.wanted).toEqual(['127.0.0.1'])
    expect(await fetched('http://allowed.example/', some)).toBe('unreachable')
    expect(await fetched('https://localhost.example/', some)).toBe('unreachable')
    expect(gate.wanted).toEqual(['127.0.0.1'])
    await fetched('http://ten.example:8080/', some)
    expect(gate.wanted).toEqual(['127.0.0.1', '10.1.2.3'])
    await some.close()
  })
})
