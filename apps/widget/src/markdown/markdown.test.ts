import { describe, expect, test } from 'vitest'
import { type Block, parseFormatted } from './blocks.ts'
import { isEmojiOnly } from './emoji.ts'
import type { Inline } from './inline.ts'
import { withLinks } from './plain-text.ts'
import { finishForNow } from './unfinished.ts'

const line = (text: string): Inline[] => {
  const block = parseFormatted(text)[0]
  return block?.kind === 'lines' ? (block.lines[0] ?? []) : []
}
const links = (text: string) => line(text).filter((part) => part.kind === 'link')
const words = (text: string): Inline[] => [{ kind: 'text', text }]

function said(part: Inline): string {
  return 'parts' in part ? part.parts.map(said).join('') : part.text
}

/** All words of the blocks, so that a test can hold that none is lost. */
function spoken(blocks: Block[]): string {
  return blocks.map(spokenBlock).join('\n')
}

function spokenBlock(block: Block): string {
  const say = (parts: Inline[]) => parts.map(said).join('')
  switch (block.kind) {
    case 'code':
      return block.text
    case 'lines':
      return block.lines.map(say).join('\n')
    case 'heading':
      return say(block.parts)
    case 'quote':
      return spoken(block.blocks)
    case 'list':
      return block.items.map((item) => [say(item.parts), spoken(item.blocks)].join('\n').trim()).join('\n')
    case 'table':
      return [block.head, ...block.rows].map((row) => row.map(say).join(' ')).join('\n')
    case 'rule':
      return '---'
  }
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
    expect(links('**https://example.com/a_b_c**')).toEqual([])
    expect(said(line('**https://example.com/a_b_c**')[0] ?? { kind: 'text', text: '' })).toBe(
      'https://example.com/a_b_c',
    )
  })

  test('are never anything that a browser would run or open elsewhere', () => {
    for (const text of [
      'javascript:alert(1)',
      '[a](javascript:alert(1))',
      'data:text/html,<script>alert(1)</script>',
      '[a](data:text/html,x)',
      '[a](vbscript:x)',
      '<javascript:alert(1)>',
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
    expect(links('[https://bank.example](https://evil.example/x)')[0]).toMatchObject({ host: 'evil.example' })
    expect(links('https://bаnk.example/')[0]).toMatchObject({ host: 'xn--bnk-6cd.example' })
  })

  test('may lead to a mailbox, and say to which', () => {
    expect(links('[write to us](mailto:help@example.com)')).toEqual([
      { kind: 'link', href: 'mailto:help@example.com', text: 'write to us', host: 'help@example.com' },
    ])
  })

  test('pictures are links: nothing is fetched by itself', () => {
    expect(links('![a cat](https://example.com/cat.png)')).toEqual([
      { kind: 'link', href: 'https://example.com/cat.png', text: 'a cat', host: 'example.com' },
    ])
  })
})

describe('messages of a bot or an agent', () => {
  test('show marked words', () => {
    expect(line('a **b _c_** `d` ~~e~~ *f*')).toEqual([
      { kind: 'text', text: 'a ' },
      {
        kind: 'bold',
        parts: [
          { kind: 'text', text: 'b ' },
          { kind: 'italic', parts: words('c') },
        ],
      },
      { kind: 'text', text: ' ' },
      { kind: 'code', text: 'd' },
      { kind: 'text', text: ' ' },
      { kind: 'struck', parts: words('e') },
      { kind: 'text', text: ' ' },
      { kind: 'italic', parts: words('f') },
    ])
  })

  test('leave words and sums alone that only look marked', () => {
    for (const text of ['snake_case_name', '2*3*4', 'a * b * c', '5 ** 2 ** 3', 'init__file__x']) {
      expect(line(text)).toEqual(words(text))
    }
    expect(line('\\*not italic\\*')).toEqual(words('*not italic*'))
  })

  test('show lists within lists, and what stands under an item', () => {
    expect(parseFormatted('Two ways:\n- one\n  1. inner\n  2. more\n- two\n\n3. three\n4. four')).toMatchObject([
      { kind: 'lines' },
      {
        kind: 'list',
        ordered: false,
        items: [
          { parts: words('one'), blocks: [{ kind: 'list', ordered: true, items: [{}, {}] }] },
          { parts: words('two'), blocks: [] },
        ],
      },
      { kind: 'list', ordered: true, start: 3, items: [{ parts: words('three') }, { parts: words('four') }] },
    ])
  })

  test('of a line that was made to be read slowly are there at once', () => {
    const slow = `${'\t'.repeat(1_990)}-${'\t'.repeat(1_990)}-|`
    const began = performance.now()
    parseFormatted(`a | b\n${slow}`)
    expect(performance.now() - began).toBeLessThan(2_000)
  })

  test('show quotes, headings, rules and tables', () => {
    expect(parseFormatted('## Prices\n> said **once**\n> > and again\n\n---')).toMatchObject([
      { kind: 'heading', parts: words('Prices') },
      { kind: 'quote', blocks: [{ kind: 'lines' }, { kind: 'quote', blocks: [{ kind: 'lines' }] }] },
      { kind: 'rule' },
    ])
    expect(
      parseFormatted('| Plan | Price |\n|:--|--:|\n| Small | 5 |\n| Big \\| wide | 9 | x |\nThat is all.'),
    ).toEqual([
      {
        kind: 'table',
        head: [words('Plan'), words('Price')],
        align: ['left', 'right'],
        rows: [
          [words('Small'), words('5')],
          [words('Big | wide'), words('9 | x')],
        ],
      },
      { kind: 'lines', lines: [words('That is all.')] },
    ])
  })

  test('keep line breaks, and code as it stands', () => {
    expect(parseFormatted('one\n\ntwo\n```js\n**not bold**\n```\nthree')).toEqual([
      { kind: 'lines', lines: [words('one'), [], words('two')] },
      { kind: 'code', text: '**not bold**' },
      { kind: 'lines', lines: [words('three')] },
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
    expect(line(text)).toEqual(words(text))
  })

  test('a long hostile text is read in a blink', () => {
    const hostile = [
      '['.repeat(20_000),
      '**'.repeat(10_000),
      '`a'.repeat(10_000),
      `https://a${')'.repeat(20_000)}`,
      '> '.repeat(10_000),
      '**a '.repeat(2_000),
      '- a\n '.repeat(3_000),
      '| a '.repeat(5_000),
    ]
    const began = performance.now()
    for (const text of hostile) parseFormatted(finishForNow(text))
    expect(performance.now() - began).toBeLessThan(2000)
  })
})

describe('a reply still being written', () => {
  test('never shows a mark that will vanish, nor a word that will turn into something else', () => {
    const whole = [
      'See **the _long_ list** of `things` in [the guide](https://example.com/guide):',
      '',
      '- one *thing*',
      '- another',
      '',
      '| Plan | Price |',
      '|---|---|',
      '| Small | 5 |',
    ].join('\n')
    for (let end = 1; end <= whole.length; end += 1) {
      const text = spoken(parseFormatted(finishForNow(whole.slice(0, end))))
      expect(text).not.toMatch(/[*_`|[\]]|https|--/)
    }
  })

  test('code is shown as it comes', () => {
    expect(parseFormatted(finishForNow('```\nlet a = **'))).toEqual([{ kind: 'code', text: 'let a = **' }])
  })
})

test('what the customer typed is shown as typed, with links only', () => {
  expect(withLinks('**no bold**\n- no list https://example.com')).toEqual([
    { kind: 'text', text: '**no bold**\n- no list ' },
    { kind: 'link', href: 'https://example.com/', text: 'https://example.com', host: null },
  ])
})

test('a few emoji and nothing else are recognised', () => {
  for (const text of ['👍', '🎉🎉', '👨‍👩‍👧 ❤️', '🇩🇪', ' 👋🏽 ']) expect(isEmojiOnly(text), text).toBe(true)
  for (const text of ['', '7', '#1', 'ok 👍', '👍'.repeat(6), '*']) expect(isEmojiOnly(text), text).toBe(false)
})
