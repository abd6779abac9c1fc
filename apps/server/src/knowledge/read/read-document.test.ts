import { describe, expect, test } from 'vitest'
import { docxOf, pdfOf } from '../../../../../tests/support/documents.ts'
import type { Document } from './document.ts'
import { readDocument } from './read-document.ts'

const MOST = 1_000_000
const read = (format: Document['format'], content: string | Uint8Array, charset: string | null = null) =>
  readDocument({ format, bytes: typeof content === 'string' ? Buffer.from(content) : content, charset }, MOST)
const textOf = async (...given: Parameters<typeof read>) => {
  const reading = await read(...given)
  if (!reading.ok) throw new Error(reading.error)
  return reading.text
}

describe('a page', () => {
  const page = (body: string, head = '<title>Returns — Shop</title>') =>
    `<html><head>${head}</head><body>${body}</body>`

  test('gives its headings, paragraphs, lists and tables, and its title', async () => {
    const html = page(`<main><h1>Returns</h1><p>You have <b>30</b> days.<br>Unused  only.</p>
      <h2>How <em>to</em></h2><ol><li>Ask<ul><li>by mail</li></ul></li><li><p>Send</p></li></ol>
      <table><tr><th>Country</th><th>Price</th></tr><tr><td>Spain</td><td>5 €</td></tr></table>
      <pre>a  b\nc</pre></main>`)
    expect(await read('html', html)).toMatchObject({ ok: true, title: 'Returns — Shop' })
    expect(await textOf('html', html)).toBe(
      '# Returns\n\nYou have 30 days.\nUnused only.\n\n## How to\n\n1. Ask\n- by mail\n2. Send\n\nCountry | Price\nSpain | 5 €\n\na  b\nc',
    )
  })

  test('that is laid out in a table is read as what it shows', async () => {
    const cell = '<p>We open at nine.</p><ul><li>Bread</li></ul>'
    const html = page(`<table><tr><td><h2>Shop</h2>${cell}</td><td><p>Close</p><p>at five</p></td></tr></table>`)
    expect(await textOf('html', html)).toBe('## Shop\n\nWe open at nine.\n\n- Bread\n\nClose at five')
  })

  test('is read without menus, footers, scripts and what is hidden', async () => {
    const html = page(`<header><a>Logo</a></header><nav>Home Shop</nav><div hidden>secret</div>
      <p style="color:red; display: none">secret</p><script>secret</script><noscript>secret</noscript>
      <div><p>The parcel comes on Monday.</p><aside>Buy more</aside></div><footer>Imprint</footer><!-- secret -->`)
    expect(await textOf('html', html)).toBe('The parcel comes on Monday.')
  })

  test('is read from its article where it has one, from everything where it has several', async () => {
    const long = 'One sentence of the article. '.repeat(10).trim()
    expect(await textOf('html', page(`<div>Around it</div><article>${long}</article>`))).toBe(long)
    expect(await textOf('html', page('<p>News</p><article>One.</article><article>Two.</article>'))).toBe(
      'News\n\nOne.\n\nTwo.',
    )
  })

  test('of nothing but a menu is that menu', async () => {
    expect(await textOf('html', page('<nav><a>Opening hours: 9 to 5</a></nav>'))).toBe('Opening hours: 9 to 5')
  })

  test('that is data for programs is refused in plain words', async () => {
    expect(
      await read('html', '<?xml version="1.0"?><urlset><url><loc>https://a.example/</loc></url></urlset>'),
    ).toEqual({ ok: false, error: 'This is data for programs, not a page.' })
  })
})

describe('the encoding', () => {
  const latin = (text: string) => Buffer.from(text, 'latin1')
  test.each([
    ['UTF-8', Buffer.from('Öffnungszeiten'), null],
    ['UTF-8 with a mark', Buffer.from('\ufeffÖffnungszeiten'), null],
    ['UTF-16 with a mark', Buffer.from('\ufeffÖffnungszeiten', 'utf16le'), null],
    ['UTF-16 without', Buffer.from('Öffnungszeiten', 'utf16le'), null],
    ['Latin 1 that was named', latin('Öffnungszeiten'), 'ISO-8859-1'],
    ['Latin 1 that was not', latin('Öffnungszeiten'), null],
    ['one that there is not', Buffer.from('Öffnungszeiten'), 'x-nonsense'],
  ])('%s is read right', async (_, bytes, charset) => {
    expect(await textOf('text', bytes, charset)).toBe('Öffnungszeiten')
  })

  test('named inside a page is believed', async () => {
    const html = latin('<html><head><meta charset="windows-1252"></head><body><p>Größe</p></body></html>')
    expect(await textOf('html', html)).toBe('Größe')
    const cyrillic = Buffer.concat([latin('<meta charset=windows-1251><p>'), Buffer.from([0xcf, 0xf0, 0xe8])])
    expect(await textOf('html', cyrillic)).toBe('При')
  })
})

describe('files', () => {
  test('Markdown stays, without front matter and comments', async () => {
    const markdown = '---\ntitle: x\n---\n# Prices\r\n\r\nTen euros.\r\n<!-- secret -->\n- one\n'
    expect(await read('markdown', markdown)).toMatchObject({ title: 'Prices', text: '# Prices\n\nTen euros.\n\n- one' })
  })

  test('a table says its column in each value, whatever separates them', async () => {
    const expected = 'Product: Ball\nPrice: 5, or 8\n\nProduct: Net\nPrice: 10'
    expect(await textOf('csv', 'Product,Price\nBall,"5, or 8"\nNet,10\n')).toBe(expected)
    expect(await textOf('csv', '\ufeffProduct;Price\r\nBall;5, or 8\r\nNet;10')).toBe(expected)
    expect(await textOf('csv', 'Product\tPrice\nBall\t5, or 8\nNet\t10')).toBe(expected)
  })

  test('a table with NULs, uneven rows and loose quotes is read as far as it goes', async () => {
    expect(await textOf('csv', 'A,B\n1\0,2,3\n4\n5,6" tall')).toBe('A: 1\nB: 2\n3\n\nA: 4\n\nA: 5\nB: 6" tall')
  })

  test('a Word document gives headings and paragraphs', async () => {
    expect(await textOf('docx', docxOf(['# Opening hours', 'Nine to five & Saturdays.']))).toBe(
      '# Opening hours\n\nNine to five & Saturdays.',
    )
  })

  test('a table of a Word document stays a table: each row is a line', async () => {
    const cell = (...lines: string[]) =>
      `<w:tc>${lines.map((one) => `<w:p><w:r><w:t>${one}</w:t></w:r></w:p>`).join('')}</w:tc>`
    const row = (...cells: string[]) => `<w:tr>${cells.join('')}</w:tr>`
    const table = `<w:tbl>${row(cell('Product'), cell('Price'))}${row(cell('Ocelot rug', 'of wool'), cell('40 euros'))}${row(cell(''), cell('9 euros'))}</w:tbl>`
    const document = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${table}<w:p><w:r><w:t>With tax.</w:t></w:r></w:p></w:body></w:document>`
    expect(await textOf('docx', docxOf([], { 'word/document.xml': Buffer.from(document) }))).toBe(
      'Product | Price\nOcelot rug of wool | 40 euros\n9 euros\n\nWith tax.',
    )
  })

  test('what is too long in a table, or has no end, is said', async () => {
    const error = async (content: string) => (await read('csv', content)) as object
    expect(await error(`A,B\n1,"${'x'.repeat(1_100_000)}"\n`)).toMatchObject({
      error: 'Row 2 of the table has more than 1,000,000 characters, which is the most that is read.',
    })
    expect(await error('A,B\n1,"2\n3,4')).toMatchObject({
      error: 'The table cannot be read: a quotation mark in or before line 3 is never closed.',
    })
  })

  test('a PDF gives its lines as paragraphs, and counts its pages', async () => {
    const pdf = pdfOf([
      ['Parcels go out on Mon-', 'days and Fridays.', '- by bike', '- by van'],
      ['Second page (last).'],
    ])
    expect(await read('pdf', pdf)).toMatchObject({
      ok: true,
      pages: 2,
      text: 'Parcels go out on Mondays and Fridays.\n- by bike\n- by van\n\nSecond page (last).',
    })
  })

  test('without text are refused in plain words', async () => {
    expect(await read('text', ' \n\0\ufeff ')).toEqual({ ok: false, error: 'There is no text in it.' })
    expect(await read('pdf', pdfOf([[]]))).toMatchObject({ ok: false, error: expect.stringContaining('pictures') })
  })

  test('with more characters than are read are refused with the number', async () => {
    const reading = await readDocument({ format: 'text', bytes: Buffer.from('x'.repeat(2_000)), charset: null }, 1_500)
    expect(reading).toEqual({
      ok: false,
      error: 'It has 2,000 characters; at most 1,500 are read. Split it into several.',
    })
  })

  test('lose what no database or person can read', async () => {
    expect(await textOf('text', 'a\u0000b\u202ec\ud800d\u00a0e  \r\n\r\n\r\n\r\nf')).toBe('abcd e\n\nf')
  })
})
