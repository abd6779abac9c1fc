import { expect, test } from 'vitest'
import { linkPieces } from './links.ts'

const hrefs = (text: string) => linkPieces(text).flatMap((piece) => (piece.kind === 'link' ? [piece.href] : []))
const whole = (text: string) =>
  linkPieces(text)
    .map((piece) => piece.text)
    .join('')

test('an address in a sentence becomes a link without the sentence’s full stop', () => {
  expect(linkPieces('See https://example.com/a.')).toEqual([
    { kind: 'text', text: 'See ' },
    { kind: 'link', text: 'https://example.com/a', href: 'https://example.com/a' },
    { kind: 'text', text: '.' },
  ])
})

test('a bracket around an address is text, a bracket inside belongs to it', () => {
  expect(hrefs('(https://example.com/a)')).toEqual(['https://example.com/a'])
  expect(hrefs('https://example.com/a_(b)')).toEqual(['https://example.com/a_(b)'])
})

test.each(['javascript:alert(1)', 'data:text/html,hi', 'ftp://example.com', 'http://', '<b>bold</b>'])(
  '%s stays plain text',
  (text) => {
    expect(linkPieces(text)).toEqual([{ kind: 'text', text }])
  },
)

test('an address that hides its host behind a name stays plain text', () => {
  expect(hrefs('https://bank.example@evil.example/')).toEqual([])
})

test('a long address keeps its host visible, and a disguised one shows the host the browser asks for', () => {
  const [long] = linkPieces(`https://example.com/${'a'.repeat(200)}`)
  expect(long?.text.startsWith('https://example.com/aaa')).toBe(true)
  expect(long?.text.length).toBeLessThan(80)
  expect(linkPieces('https://exаmple.com/')[0]?.text).toContain('xn--')
})

test('nothing that was written is lost', () => {
  const text = 'a https://x.example, b\n\nhttps://y.example/?q=1#z (http://z.example)!'
  expect(whole(text)).toBe(text)
})
