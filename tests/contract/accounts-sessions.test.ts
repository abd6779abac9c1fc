import type { MySession } from '@baton/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { databaseKinds } from '../support/fresh-database.ts'
import { type AccountServer, ask, jar, newTeam, openServers, password } from './accounts-scene.ts'

const path = '/api/v1/me/sessions'
const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) Safari/605.1.15'

describe.each(databaseKinds)('where a member is signed in, on %s', (kind) => {
  let server: AccountServer
  let close: () => Promise<void>

  beforeAll(async () => {
    const opened = await openServers(kind, {}, 1)
    server = opened.first
    close = opened.close
  })
  afterAll(() => close())

  async function adaTwice() {
    const team = await newTeam(server)
    const body = { email: team.ada.email, password }
    const signedIn = await ask(server, 'POST', '/api/auth/sign-in/email', { body, 'user-agent': phone })
    return { ...team, phone: jar(signedIn.cookies) }
  }
  const list = async (cookie: string) => (await ask<{ items: MySession[] }>(server, 'GET', path, { cookie })).body.items
  const me = async (cookie: string) => (await ask(server, 'GET', '/api/v1/me', { cookie })).status

  test('this browser comes first; each has its device and its times, and none its token', async () => {
    const { ada, phone: cookie } = await adaTwice()
    const [here, there, ...more] = await list(cookie)
    expect(more).toEqual([])
    expect(here).toMatchObject({ current: true, userAgent: phone, address: '127.0.0.1' })
    expect(there).toMatchObject({ current: false, userAgent: null })
    expect(Date.now() - Date.parse(here?.lastUsedAt ?? '')).toBeLessThan(60_000)
    expect(JSON.stringify(await list(cookie))).not.toContain('token')
    expect((await list(ada.cookie))[0]?.userAgent).toBeNull()
  })

  test('one is signed out from the other, at once and with its sockets', async () => {
    const { ada, phone: cookie } = await adaTwice()
    const there = (await list(ada.cookie)).find((session) => !session.current)
    const ended = await ada.remove(`${path}/${there?.id}`)
    expect(ended.status).toBe(204)
    expect([await me(cookie), await me(ada.cookie)]).toEqual([401, 200])
    expect(server.ended).toContainEqual({ sessionId: there?.id })
    expect((await ada.remove(`${path}/${there?.id}`)).status).toBe(404)
  })

  test('all others are signed out together', async () => {
    const { ada, phone: cookie } = await adaTwice()
    expect((await ada.remove(path)).status).toBe(204)
    expect([await me(cookie), await me(ada.cookie)]).toEqual([401, 200])
  })

  test('a colleague’s session is as if it did not exist', async () => {
    const { ada, join } = await adaTwice()
    const ben = await join('Ben', 'admin')
    const [session] = await list(ada.cookie)
    expect((await ben.remove(`${path}/${session?.id}`)).status).toBe(404)
    expect(await me(ada.cookie)).toBe(200)
  })
})
