import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { asDana, begin, signIn } from '../support/api.ts'
import { databaseKinds, type FreshDatabase, freshDatabase } from '../support/fresh-database.ts'
import { freePort, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { adaOn, demoBot } from '../support/server-team.ts'
import { TestSocket } from '../support/test-socket.ts'

// Starting takes its time on a busy machine; what is proven here is that it works, not how fast.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 })

const started: ServerProcess[] = []
const databases: FreshDatabase[] = []
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.kill()))
  await Promise.all(databases.splice(0).map((database) => database.remove()))
})

async function fresh(kind: 'sqlite' | 'postgres') {
  const database = await freshDatabase(kind)
  databases.push(database)
  const { dataDir, databaseUrl } = database.settings
  return { DATA_DIR: dataDir, ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }) }
}

async function start(env: Record<string, string>): Promise<ServerProcess> {
  const server = await startServerProcess(env)
  started.push(server)
  return server
}

function openConnection(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(port, '127.0.0.1', () => resolve(socket))
    // The server may end it by a reset, which is as good an end as any.
    socket.on('error', reject)
  })
}

async function listening(): Promise<{ address: AddressInfo; close: () => void }> {
  const server = createServer((_request, response) => response.writeHead(404).end())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { address: server.address() as AddressInfo, close: () => server.close() }
}

const failure = (env: Record<string, string>) =>
  startServerProcess(env).then(
    (server) => {
      started.push(server)
      return 'it started'
    },
    (error: Error) => error.message,
  )

describe('starting on the embedded database', () => {
  test('a second server on one data directory is refused, and the holder is named', async () => {
    const env = await fresh('sqlite')
    const first = await start(env)
    const said = await failure(env)
    expect(said).toContain(String(first.pid))
    expect(said).not.toMatch(/\bat .*:\d+:\d+/)
  })

  test('a restart right after kill -9 works at once', async () => {
    const env = { ...(await fresh('sqlite')), PORT: String(await freePort()) }
    for (let round = 0; round < 5; round += 1) {
      const server = await start(env)
      await server.kill()
    }
    const server = await start(env)
    expect(await signIn(server.url)).toContain('baton.session_token')
  })

  test('a wrong setting stops the start with its name and what would be right', async () => {
    const env = await fresh('sqlite')
    expect(await failure({ ...env, PUBLIC_URL: 'chat.example.com' })).toMatch(/PUBLIC_URL is wrong.*http:\/\//)
    expect(await failure({ ...env, OWNER_PASSWORD: 'short' })).toMatch(/OWNER_PASSWORD is wrong.*10 to 128/)
  })

  test('a place that cannot be had stops the start with the name of its setting, and without a stack', async () => {
    const env = await fresh('sqlite')
    const { address, close } = await listening()
    const said = await Promise.all([
      failure({ ...env, PORT: String(address.port) }),
      failure({ ...(await fresh('sqlite')), HOST: '192.0.2.1' }),
      failure({ ...env, DATA_DIR: fileURLToPath(import.meta.url) }),
    ])
    close()
    expect(said[0]).toMatch(
      /PORT is wrong: another program listens on 127\.0\.0\.1:\d+ already\. Stop it, or choose another/,
    )
    expect(said[1]).toMatch(/HOST is wrong: "192\.0\.2\.1" is not an address of this machine/)
    expect(said[2]).toMatch(/DATA_DIR is wrong: ".*" is not a folder/)
    for (const one of said) expect(one).not.toMatch(/\bat .*:\d+:\d+/)
  })

  test('a database of another secret is refused', async () => {
    const env = await fresh('sqlite')
    const server = await start({ ...env, BATON_SECRET: randomBytes(32).toString('hex') })
    await server.stop()
    expect(await failure({ ...env, BATON_SECRET: randomBytes(32).toString('hex') })).toMatch(/another BATON_SECRET/)
  })

  test('a start without an owner prints a set-up link that makes one', async () => {
    const server = await start({ ...(await fresh('sqlite')), OWNER_EMAIL: '', OWNER_PASSWORD: '' })
    const link = server.output().match(/http:\S+\/set-up\/\S+/)?.[0]
    expect(link).toBeDefined()
    const token = link?.split('/set-up/')[1]
    const owner = { name: 'Ada', email: 'ada@example.com', password: 'correct horse battery', teamName: 'Ada’s team' }
    const set = () =>
      fetch(`${server.url}/api/v1/set-up/${token}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(owner),
      })
    const answers = await Promise.all([set(), set(), set()])
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 404, 404])
    expect((await demoBot(await adaOn(server.url))).humanTakeover).toBe(true)
  })
})

describe.each(databaseKinds)('stopping on %s', (kind) => {
  test('SIGTERM tells sockets to come back and ends within ten seconds, a running turn is taken up after', async () => {
    const env = { ...(await fresh(kind)), PORT: String(await freePort()) }
    const server = await start(env)
    const { id: botId } = await demoBot(await adaOn(server.url))
    const session = await begin(server.url, botId, 'How does human takeover work, step by step?')
    const socket = await TestSocket.connect(server.url, { token: session.token })
    const began = Date.now()
    expect(await server.stop()).toBe(0)
    expect(Date.now() - began).toBeLessThan(10_000)
    expect(await socket.closed).toMatchObject({ code: 4000 })
    const again = await start(env)
    await expect
      .poll(
        async () => (await asDana(again.url, session).events()).filter((event) => event.type === 'message.sent').length,
        {
          timeout: 25_000,
        },
      )
      .toBe(2)
  })
})

describe('what clients hold open', () => {
  test('a held poll, a connection without a request and a request without an end do not keep a stop waiting', async () => {
    const server = await start(await fresh('sqlite'))
    const { id: botId } = await demoBot(await adaOn(server.url))
    const session = await begin(server.url, botId)
    const headers = { authorization: `Bearer ${session.token}` }
    const poll = fetch(`${server.url}/api/channel/v1/conversations/${session.id}/events?after=99&wait=25`, { headers })
    const silent = await openConnection(server.port)
    const endless = await openConnection(server.port)
    endless.write('POST /api/v1/bots HTTP/1.1\r\nhost: localhost\r\ncontent-length: 10\r\n\r\n{')
    await sleep(300)
    const began = Date.now()
    expect(await server.stop()).toBe(0)
    expect(Date.now() - began).toBeLessThan(9_000)
    expect((await poll).status).toBe(200)
    silent.destroy()
    endless.destroy()
  })
})

describe.skipIf(!databaseKinds.includes('postgres'))('starting on PostgreSQL', () => {
  test('three servers that start at once on an empty database all run, with one owner and one team', async () => {
    const secret = randomBytes(32).toString('hex')
    const env = { ...(await fresh('postgres')), BATON_SECRET: secret }
    const servers = await Promise.all([start(env), start(env), start(env)])
    const bots = await Promise.all(servers.map(async ({ url }) => (await demoBot(await adaOn(url))).id))
    expect(new Set(bots).size).toBe(1)
    const [one] = servers
    if (one === undefined) throw new Error('no server')
    const ada = await adaOn(one.url)
    const { body } = await ada.get<{ items: unknown[] }>('/api/v1/team/members')
    expect(body.items).toHaveLength(1)
  })
})
