import { deflateSync } from 'node:zlib'
import type { Me, Member, Page, Problem } from '@baton/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { databaseKinds } from '../support/fresh-database.ts'
import { type AccountServer, newTeam, openServers, type Person } from './accounts-scene.ts'

/** The smallest pictures there are. */
const gif = Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAAC', 'base64')
const webp = Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64')
const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0000b080001000101011100ffd9', 'hex')

describe.each(databaseKinds)('a member’s picture on %s', (kind) => {
  let server: AccountServer
  let close: () => Promise<void>

  beforeAll(async () => {
    const opened = await openServers(kind, {}, 1)
    server = opened.first
    close = opened.close
  })
  afterAll(() => close())

  const send = async (by: Person, body: Buffer, type = 'image/png') => {
    const headers = { cookie: by.cookie, 'content-type': type }
    const answer = await server.app.inject({ method: 'PUT', url: '/api/v1/me/avatar', headers, payload: body })
    return { status: answer.statusCode, body: answer.json<Me & Problem>() }
  }
  const open = (url: string | null) => server.app.inject({ method: 'GET', url: url ?? '/none' })

  test('is drawn for everybody from then on, at an address that may be kept for ever', async () => {
    const { ada, join } = await newTeam(server)
    const ben = await join('Ben', 'viewer')
    expect((await ben.get<Me>('/api/v1/me')).body.member.avatarUrl).toBeNull()
    const picture = png(256, 256)
    const { status, body } = await send(ben, picture)
    const url = body.member.avatarUrl
    expect(status).toBe(200)
    expect(url).toMatch(new RegExp(`^/avatars/${ben.memberId}/[0-9a-f]{16}$`))
    const members = (await ada.get<Page<Member>>('/api/v1/team/members')).body.items
    expect(members.map((member) => member.avatarUrl)).toEqual([null, url])

    const got = await open(url)
    expect([got.statusCode, got.headers['content-type'], got.headers['x-content-type-options']]).toEqual([
      200,
      'image/png',
      'nosniff',
    ])
    expect(got.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(got.rawPayload.equals(picture)).toBe(true)
  })

  test('has another address when it changes, and none when it is taken away; the old ones lead nowhere', async () => {
    const { join } = await newTeam(server)
    const ben = await join('Ben', 'responder')
    const first = (await send(ben, png(8, 8))).body.member.avatarUrl
    const second = (await send(ben, gif, 'image/gif')).body.member.avatarUrl
    expect(second).not.toBe(first)
    expect([(await open(first)).statusCode, (await open(second)).headers['content-type']]).toEqual([404, 'image/gif'])
    const removed = await ben.remove<Me>('/api/v1/me/avatar')
    expect([removed.status, removed.body.member.avatarUrl]).toEqual([200, null])
    expect((await open(second)).statusCode).toBe(404)
    expect((await ben.remove('/api/v1/me/avatar')).status).toBe(200)
  })

  test('goes with the member who is removed', async () => {
    const { ada, join } = await newTeam(server)
    const ben = await join('Ben', 'responder')
    const url = (await send(ben, png(8, 8))).body.member.avatarUrl
    expect((await open(url)).statusCode).toBe(200)
    await ada.remove(`/api/v1/team/members/${ben.memberId}`)
    expect((await open(url)).statusCode).toBe(404)
  })

  test.each([
    ['a PNG that says it is a GIF', png(4, 4), 'image/gif', 'image/png'],
    ['a JPEG', jpeg, 'image/jpeg', 'image/jpeg'],
    ['a WebP', webp, 'image/webp', 'image/webp'],
  ])('may be %s: the content decides', async (_what, bytes, said, is) => {
    const { ada } = await newTeam(server)
    const { status, body } = await send(ada, bytes, said)
    expect(status).toBe(200)
    expect((await open(body.member.avatarUrl)).headers['content-type']).toBe(is)
  })

  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'
  test.each([
    ['a drawing with a script', Buffer.from(svg), 422, 'picture_refused'],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 422, 'picture_refused'],
    ['nothing', Buffer.alloc(0), 422, 'picture_refused'],
    ['a picture without its end', png(8, 8).subarray(0, 12), 422, 'picture_refused'],
    ['a small file that unfolds to a huge picture', png(30_000, 30_000, 10), 422, 'picture_refused'],
    ['more bytes than are taken', Buffer.concat([png(8, 8), Buffer.alloc(300_000)]), 413, 'body_too_large'],
  ])('is never %s', async (_what, bytes, status, code) => {
    const { ada } = await newTeam(server)
    const refused = await send(ada, bytes)
    expect([refused.status, refused.body.code]).toEqual([status, code])
    expect((await ada.get<Me>('/api/v1/me')).body.member.avatarUrl).toBeNull()
  })

  test('comes as a picture, from somebody who is signed in', async () => {
    const { ada } = await newTeam(server)
    expect((await send(ada, png(8, 8), 'application/octet-stream')).body.code).toBe('unsupported_media_type')
    expect((await send({ ...ada, cookie: '' }, png(8, 8))).body.code).toBe('unauthorized')
    const elsewhere = { method: 'PATCH', url: '/api/v1/me', payload: png(8, 8) } as const
    const headers = { cookie: ada.cookie, 'content-type': 'image/png' }
    expect((await server.app.inject({ ...elsewhere, headers })).statusCode).toBe(415)
  })
})

/** A black picture; with `rows`, a file that holds only so many of its lines. */
function png(width: number, height: number, rows = height): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const head = Buffer.alloc(8)
    head.writeUInt32BE(data.length)
    head.write(type, 4)
    return Buffer.concat([head, data, Buffer.alloc(4)])
  }
  const size = Buffer.alloc(13)
  size.writeUInt32BE(width)
  size.writeUInt32BE(height, 4)
  size[8] = 8
  const lines = deflateSync(Buffer.alloc((width + 1) * rows))
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([signature, chunk('IHDR', size), chunk('IDAT', lines), chunk('IEND', Buffer.alloc(0))])
}
