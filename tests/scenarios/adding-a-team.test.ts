import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asMember, signIn } from '../support/api.ts'
import { databaseKinds, type FreshDatabase, freshDatabase } from '../support/fresh-database.ts'
import { ownerOfServer, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { adaOn, demoBot } from '../support/server-team.ts'

const command = fileURLToPath(new URL('../../scripts/add-team.mjs', import.meta.url))
const secret = 'the secret of an installation with two teams'
const zoe = { email: 'zoe@example.com', password: 'another long password' }
const zoesTeam = { OWNER_EMAIL: zoe.email, OWNER_PASSWORD: zoe.password, OWNER_NAME: 'Zoe', TEAM_NAME: 'Zoe’s team' }

describe.each(databaseKinds)('the operator’s command, on %s', (kind) => {
  let database: FreshDatabase
  let env: Record<string, string>
  let server: ServerProcess

  beforeAll(async () => {
    database = await freshDatabase(kind)
    const { dataDir, databaseUrl } = database.settings
    env = { DATA_DIR: dataDir, BATON_SECRET: secret, ...(databaseUrl && { DATABASE_URL: databaseUrl }) }
    server = await startServerProcess(env)
  })
  afterAll(async () => {
    await server?.kill()
    await database?.remove()
  })

  const addTeam = async (owner: Record<string, string>) => {
    const child = spawn(process.execPath, [command], { cwd: database.settings.dataDir, env: { ...env, ...owner } })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)))
    const [code] = await once(child, 'close')
    return { code, said }
  }

  test('makes one team more, which sees nothing of the other', async () => {
    if (kind === 'sqlite') {
      expect(await addTeam(zoesTeam)).toEqual({
        code: 1,
        said: expect.stringMatching(/in use by another Baton server/),
      })
      await server.stop()
    }
    expect(await addTeam(zoesTeam)).toEqual({ code: 0, said: expect.stringContaining('The team "Zoe’s team" is made') })
    if (kind === 'sqlite') server = await startServerProcess(env)

    const owner = asMember(server.url, { cookie: await signIn(server.url, zoe) })
    expect((await owner.get('/api/v1/me')).body).toMatchObject({
      member: { name: 'Zoe', role: 'owner' },
      team: { name: 'Zoe’s team' },
    })
    const robo = await demoBot(await adaOn(server.url))
    const bots = await owner.get<{ items: { id: string }[] }>('/api/v1/bots')
    expect(bots.body.items).toHaveLength(1)
    expect(bots.body.items[0]?.id).not.toBe(robo.id)
    expect((await owner.get(`/api/v1/bots/${robo.id}`)).status).toBe(404)
    if (kind === 'sqlite') await server.stop()
  })

  test('refuses an address that has an account, and a team without an owner, in one line', async () => {
    const taken = { ...zoesTeam, OWNER_EMAIL: ownerOfServer.email.toUpperCase() }
    expect(await addTeam(taken)).toEqual({
      code: 1,
      said: expect.stringMatching(/^OWNER_EMAIL is wrong: .*account.*\n$/),
    })
    expect(await addTeam({ TEAM_NAME: 'Nobody’s' })).toEqual({
      code: 1,
      said: expect.stringMatching(/^OWNER_EMAIL and OWNER_PASSWORD are missing.*\n$/),
    })
  })
})
