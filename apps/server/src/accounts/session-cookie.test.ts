import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { sessionCookie } from './session-cookie.ts'

const secret = 'a secret of at least thirty-two characters'
const signed = (token: string, by = secret) =>
  encodeURIComponent(`${token}.${createHmac('sha256', by).update(token).digest('base64')}`)
const { name, read } = sessionCookie('http://localhost:4100', secret)

test('the token of a signed cookie is read, wherever it stands in the header', () => {
  expect(name).toBe('baton.session_token')
  expect(read(`a=1; ${name}=${signed('tok')}; b=2`)).toBe('tok')
})

test.each([
  ['no cookie', 'a=1'],
  ['no signature', `${name}=tok`],
  ['an empty token', `${name}=${signed('')}`],
  ['another secret’s signature', `${name}=${signed('tok', 'another secret')}`],
  ['another token’s signature', `${name}=${signed('tok').replace('tok', 'kot')}`],
  ['a cut signature', `${name}=${signed('tok').slice(0, -6)}`],
  ['broken escapes', `${name}=%E0%A4%A`],
  ['nothing at all', ''],
])('%s is nobody', (_what, header) => {
  expect(read(header)).toBeNull()
})

test('on https only the secure cookie counts', () => {
  const secure = sessionCookie('https://chat.example', secret)
  expect(secure.read(`__Secure-baton.session_token=${signed('tok')}`)).toBe('tok')
  expect(secure.read(`baton.session_token=${signed('tok')}`)).toBeNull()
})
