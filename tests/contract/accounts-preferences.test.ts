import type { Me, Preferences } from '@baton/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { databaseKinds } from '../support/fresh-database.ts'
import { type AccountServer, newTeam, openServers } from './accounts-scene.ts'

const path = '/api/v1/me/preferences'
const untouched: Preferences = {
  sound: true,
  titleCount: true,
  desktopNotifications: false,
  theme: 'auto',
  language: 'en-GB',
  singleKeys: true,
}

describe.each(databaseKinds)('how a member likes to work, on %s', (kind) => {
  let server: AccountServer
  let close: () => Promise<void>

  beforeAll(async () => {
    const opened = await openServers(kind, {}, 1)
    server = opened.first
    close = opened.close
  })
  afterAll(() => close())

  test('is the same for everybody who never said otherwise', async () => {
    const { ada } = await newTeam(server)
    const read = await ada.get<Preferences>(path)
    expect([read.status, read.body]).toEqual([200, untouched])
  })

  test('is kept for each member, and only what is given changes', async () => {
    const { ada, join } = await newTeam(server)
    const vic = await join('Vic', 'viewer')
    const first = await vic.patch<Preferences>(path, { theme: 'dark', sound: false })
    expect([first.status, first.body]).toEqual([200, { ...untouched, theme: 'dark', sound: false }])
    const second = await vic.patch<Preferences>(path, { language: 'en-US', desktopNotifications: true })
    const both = { ...untouched, theme: 'dark', sound: false, language: 'en-US', desktopNotifications: true }
    expect(second.body).toEqual(both)
    expect((await vic.get<Preferences>(path)).body).toEqual(both)
    expect((await ada.get<Preferences>(path)).body).toEqual(untouched)
  })

  test('of two browsers that change different things at once, both get their way', async () => {
    const { ada } = await newTeam(server)
    const changes = [{ theme: 'light' }, { singleKeys: false }, { titleCount: false }, { sound: false }]
    await Promise.all(changes.map((change) => ada.patch(path, change)))
    const all = { ...untouched, theme: 'light', singleKeys: false, titleCount: false, sound: false }
    expect((await ada.get<Preferences>(path)).body).toEqual(all)
  })

  test('what is not a preference is refused, and nothing changes', async () => {
    const { ada } = await newTeam(server)
    for (const wrong of [{ theme: 'pink' }, { language: 'xx' }, { sound: 'yes' }, { volume: 3 }]) {
      const refused = await ada.patch(path, wrong)
      expect([refused.status, refused.body.code]).toEqual([400, 'invalid_request'])
    }
    expect((await ada.get<Preferences>(path)).body).toEqual(untouched)
  })

  test('a member renames themselves, and open sockets are looked at again', async () => {
    const { join } = await newTeam(server)
    const ben = await join('Ben', 'viewer')
    const renamed = await ben.patch<Me>('/api/v1/me', { name: '  Benjamin ' })
    expect([renamed.status, renamed.body.member.name]).toEqual([200, 'Benjamin'])
    expect((await ben.get<Me>('/api/v1/me')).body.member.name).toBe('Benjamin')
    expect(server.ended).toContainEqual({ memberId: ben.memberId })
    for (const name of ['', '   ', 'x'.repeat(101)]) {
      expect((await ben.patch('/api/v1/me', { name })).body.code).toBe('invalid_request')
    }
    expect((await ben.patch('/api/v1/me', { name: 'Ben', role: 'owner' })).status).toBe(400)
  })
})
