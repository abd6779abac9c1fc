import { describe, expect, test } from 'vitest'
import { type Block, type Inline, parseFormatted, parsePlain } from './message-text.ts'

const line = (text: string): Inline[] => {
  const block = parseFormatted(text)[0]
  return block?.kind === 'lines' ? (block.lines[0] ?? []) : []
}
const links = (text: string) => line(text).filter((part) => part.kind === 'link')

/** All words of the blocks, so that a test can hold that none is lost. */
function spoken(blocks: Block[]): string {
  const say = (part: Inline): string => (part.kind === 'bold' ? part.parts.map(say).join('') : part.text)
  return blocks
    .map((block) => {
      if (block.kind === 'code') return block.text
      const lines = block.kind === 'lines' ? block.lines : block.items
      return lines.map((parts) => parts.map(say).join('')).join('\n')
    })
    .join('\n')
}

describe('links in messages', () => {
  test('are web addresses, without the punctuation of the sentence', () => {
    expect(links('See https://example.com/a?b=1#c, please.')).toEqual([
      { kind: 'link', href: 'https://example.com/a?b=1#c', text: 'https://example.com/a?b=1#c', host: null },
    ])
    expect(links('(https://example.com/wiki/A_(b)) and https://example.com.').map((link) => link.text)).toEqual([
      'https://example.com/wiki/A_(b)',
      'https://example.com',
    ])
  })

  test('are never anything that a browser would run or open elsewhere', () => {
    for (const text of [
      'javascript:alert(1)',
      '[a](javascript:alert(1))',
      'data:text/html,<script>alert(1)</script>',
      '[a](data:text/html,x)',
      'file:///etc/passwd',
      'https://',
    ]) {
      expect(links(text)).toEqual([])
      expect(spoken(parseFormatted(text))).toBe(text)
    }
  })

  test('do not hide where they lead', () => {
    expect(links('https://bank.example@evil.example/')).toEqual([])
    expect(links('[your bank](https://evil.example/x)')).toEqual([
      { kind: 'link', href: 'https://evil.example/x', text: 'your bank', host: 'evil.example' },
    ])
    expect(links('https://bаnk.example/')[0]).toMatchObject({ host: 'xn--bnk-6cd.example' })
  })
})

describe('messages of a bot or an agent', () => {
  test('show bold, code and lists', () => {
    expect(line('a **b** `c`')).toEqual([
      { kind: 'text', text: 'a ' },
      { kind: 'bold', parts: [{ kind: 'text', text: 'b' }] },
      { kind: 'text', text: ' ' },
      { kind: 'code', text: 'c' },
    ])
    expect(parseFormatted('Two ways:\n- one\n- two\n\n3. three\n4. four')).toMatchObject([
      { kind: 'lines' },
      { kind: 'list', ordered: false, items: [[{ text: 'one' }], [{ text: 'two' }]] },
      { kind: 'list', ordered: true, start: 3, items: [[{ text: 'three' }], [{ text: 'four' }]] },
    ])
  })

  test('keep line breaks, and code as it stands', () => {
    expect(parseFormatted('one\n\ntwo\n```js\n**not bold**\n```\nthree')).toEqual([
      { kind: 'lines', lines: [[{ kind: 'text', text: 'one' }], [], [{ kind: 'text', text: 'two' }]] },
      { kind: 'code', text: '**not bold**' },
      { kind: 'lines', lines: [[{ kind: 'text', text: 'three' }]] },
    ])
  })

  test('half written marks are words until they are closed', () => {
    for (const text of ['a **b', 'a `b', '[a](https://ex', '[a]', '*', '1.']) {
      expect(spoken(parseFormatted(text))).toBe(text)
    }
    expect(parseFormatted('```js\nlet a')).toEqual([{ kind: 'code', text: 'let a' }])
  })

  test('markup of a page stays text', () => {
    const text = '<img src=x onerror=alert(1)> <b>bold</b> &amp;'
    expect(line(text)).toEqual([{ kind: 'text', text }])
  })

  test('a long hostile line is read in a blink', () => {
    const hostile = ['['.repeat(20_000), '**'.repeat(10_000), '`a'.repeat(10_000), `https://a${')'.repeat(20_000)}`]
    const began = performance.now()
    for (const text of hostile) parseFormatted(text)
    expect(performance.now() - began).toBeLessThan(1000)
  })
})

test('what the customer typed is shown as typed, with links only', () => {
  expect(parsePlain('**no bold**\n- no list https://example.com')).toEqual([
    {
      kind: 'lines',
      lines: [
        [{ kind: 'text', text: '**no bold**' }],
        [
          { kind: 'text', text: '- no list ' },
          { kind: 'link', href: 'https://example.com/', text: 'https://example.com', host: null },
        ],
      ],
    },
  ])
})
