import { describe, expect, test } from 'vitest'
import { allows, readAllowList } from './allow-list.ts'
import { checkUrl } from './check-url.ts'

const list = (text: string) => {
  const read = readAllowList(text)
  if (read === null) throw new Error(`not a list: ${text}`)
  return read
}

describe('WH22: ALLOW_PRIVATE_ADDRESSES', () => {
  test.each([
    ['ollama:11434', 'ollama', '10.0.0.7', 11434, true],
    ['OLLAMA.:11434', 'ollama', '10.0.0.7', 11434, true],
    ['ollama:11434', 'ollama', '10.0.0.7', 22, false],
    ['ollama:11434', 'other', '10.0.0.7', 11434, false],
    ['ollama:80', 'ollama', '10.0.0.7', 80, true],
    ['ollama', 'ollama', '10.0.0.7', 5432, true],
    ['127.0.0.1:8080', '127.0.0.1', '127.0.0.1', 8080, true],
    ['127.0.0.1:8080', '127.0.0.1', '127.0.0.1', 8081, false],
    ['[::1]:8080', '::1', '::1', 8080, true],
    ['::1', '::1', '::1', 9, true],
    ['10.0.0.0/8', 'db.internal', '10.255.0.1', 5432, true],
    ['10.0.0.0/8', 'db.internal', '11.0.0.1', 5432, false],
    ['10.0.0.0/8', 'db.internal', '::ffff:10.0.0.1', 5432, false],
    ['fd00::/8', 'db.internal', 'fd12::1', 5432, true],
    ['a.example, 10.0.0.0/8 ,b.example', 'b.example', '10.1.1.1', 1, true],
    ['', 'localhost', '127.0.0.1', 80, false],
  ])('%s: %s at %s, port %i: %s', (text, host, address, port, expected) => {
    expect(allows(list(text), { host, address, port })).toBe(expected)
  })

  test.each([
    'http://ollama',
    'a b',
    'ollama:port',
    'ollama:70000',
    '10.0.0.0/33',
    '10.1/8',
    'x/8',
    'user@host',
    'a/b',
  ])('%s is none of these', (text) => expect(readAllowList(text)).toBeNull())

  test.each([
    ['http://ollama:11434/v1', true],
    ['https://ollama:11434/v1', true],
    ['http://192.168.7.1:8080/', true],
    ['http://192.169.7.1:8080/', false],
    // Behind a name there may be an address of the range; the connection itself decides.
    ['http://somewhere.example:8080/', true],
    ['http://user:secret@ollama:11434/', false],
    ['ftp://ollama:11434/', false],
  ])('%s may be used: %s', (url, expected) => {
    const allowList = list('ollama:11434, 192.168.0.0/16')
    expect(checkUrl(url, { allowPrivate: false, allowList }).ok).toBe(expected)
  })

  test('where only hosts are on the list, another port of theirs is refused at once', () => {
    const checked = checkUrl('http://ollama:11435/v1', { allowPrivate: false, allowList: list('ollama:11434') })
    expect(checked).toMatchObject({ ok: false, code: 'scheme_not_allowed' })
  })
})
