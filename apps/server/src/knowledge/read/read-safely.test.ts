import { deflateSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { docxOf, pdfOf } from '../../../../../tests/support/documents.ts'
import type { Document } from './document.ts'
import { createReadSafely } from './read-safely.ts'

const limits = { ms: 15_000, heapMb: 256, processMb: 512, atOnce: 2, characters: 1_000_000, sitemapBytes: 10_000_000 }
const readSafely = createReadSafely(limits)
const never = new AbortController().signal
const read = (format: Document['format'], bytes: Uint8Array, reader = readSafely) =>
  reader.document({ format, bytes, charset: null }, never)
const MB = 1024 * 1024
const ROUNDS = Number(process.env.BATON_BROKEN_FILES ?? 25)

/** Numbers that look random and are the same in every run. */
function numbers(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

/** Cuts, turns, doubles or overwrites some of the bytes. */
function broken(bytes: Uint8Array, next: (below: number) => number): Uint8Array {
  const copy = Buffer.from(bytes)
  switch (next(4)) {
    case 0:
      return copy.subarray(0, next(copy.length))
    case 1:
      return Buffer.concat([copy.subarray(0, next(copy.length)), copy])
    case 2:
      return copy.fill(next(256), next(copy.length), next(copy.length))
    default:
      for (let times = 0; times < 20; times += 1) copy[next(copy.length)] = next(256)
      return copy
  }
}

describe('documents that mean no good', () => {
  test(`${ROUNDS} broken files of each kind are read or refused in plain words, and the next good one is read`, async () => {
    const good: [Document['format'], Uint8Array][] = [
      ['pdf', pdfOf([['Zebra parcels leave on Tuesday.'], ['Second page.']])],
      ['docx', docxOf(['# Warranty', 'Seven years.'])],
      ['csv', Buffer.from('Product,Price\n"Rug, large",40\nMug,9\n')],
      ['html', Buffer.from('<html><body><main><h1>Title</h1><p>Text <b>bold</p></main></body></html>')],
    ]
    const seed = 20_261_127
    const next = numbers(seed)
    for (const [format, bytes] of good) {
      for (let round = 0; round < ROUNDS; round += 1) {
        const reading = await read(format, broken(bytes, next))
        if (!reading.ok) expect(reading.error, `seed ${seed}`).toMatch(/^[A-Z].*\.$/)
      }
      expect(await read(format, bytes)).toMatchObject({ ok: true })
    }
  })

  test('an archive that unpacks to gigabytes is refused, whatever it claims', async () => {
    const honest = docxOf(['x'], { 'word/bomb.xml': new Uint8Array(61 * MB) })
    expect(await read('docx', honest)).toMatchObject({ ok: false, error: expect.stringContaining('60 MB') })
    // The directory says that it is small.
    const lying = Buffer.from(zipSync({ 'word/document.xml': new Uint8Array(100 * MB) }))
    for (let at = lying.indexOf('PK\u0001\u0002'); at >= 0; at = lying.indexOf('PK\u0001\u0002', at + 4)) {
      lying.writeUInt32LE(1_000, at + 24)
    }
    const before = process.memoryUsage().rss
    expect((await read('docx', lying)).ok).toBe(false)
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * MB)
  })

  test('a PDF whose page unpacks to 300 MB of nothing is refused', async () => {
    const packed = deflateSync(Buffer.alloc(300 * MB, ' '), { level: 1 })
    const objects = [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>',
    ].map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`)
    const stream = Buffer.from(`4 0 obj\n<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`)
    const file = Buffer.concat([
      Buffer.from(`%PDF-1.4\n${objects.join('')}`),
      stream,
      packed,
      Buffer.from('\nendstream'),
    ])
    expect((await read('pdf', file)).ok).toBe(false)
  })

  test('what takes more memory than there is for one document ends its process and nothing else', async () => {
    const small = createReadSafely({ ...limits, processMb: 150 })
    expect(await read('text', Buffer.alloc(60 * MB, 'word '), small)).toEqual({
      ok: false,
      error: expect.stringContaining('more memory'),
    })
    expect(await read('text', Buffer.from('Fine.'), small)).toMatchObject({ ok: true })
  })

  test('100,000 nested elements are refused in plain words, 1,000 are read', async () => {
    const nested = (depth: number) => Buffer.from(`${'<div>'.repeat(depth)}Deep down.${'</div>'.repeat(depth)}`)
    expect(await read('html', nested(1_000))).toMatchObject({ ok: true, text: 'Deep down.' })
    expect(await read('html', nested(100_000))).toMatchObject({
      ok: false,
      error: expect.stringMatching(/deeply|longer/),
    })
    const open = `<b>${'<table><tr><td>'.repeat(300)}Open`
    expect(await read('html', Buffer.from(open))).toMatchObject({ ok: true, text: 'Open' })
  })

  test('50 MB of text are refused by their length', async () => {
    expect(await read('text', Buffer.alloc(50 * MB, 'word '))).toMatchObject({
      ok: false,
      error: expect.stringContaining('at most 1,000,000 are read'),
    })
  })

  test('what takes too long ends at its time, and the server goes on meanwhile', async () => {
    const quick = createReadSafely({ ...limits, ms: 300 })
    let ticks = 0
    const timer = setInterval(() => (ticks += 1), 10)
    const table = Buffer.from(`a,b\n${'"'.repeat(2)}x,y\n`.repeat(400_000))
    const began = performance.now()
    const reading = await read('csv', table, quick)
    clearInterval(timer)
    expect(reading).toMatchObject({ ok: false })
    expect(performance.now() - began).toBeLessThan(5_000)
    expect(ticks).toBeGreaterThan(5)
  })

  test('is given up when its job is', async () => {
    const giveUp = new AbortController()
    const document: Document = { format: 'csv', bytes: Buffer.from('a,b\n1,2\n'.repeat(200_000)), charset: null }
    const reading = readSafely.document(document, giveUp.signal)
    giveUp.abort(new Error('the server is stopping'))
    await expect(reading).rejects.toThrow('the server is stopping')
  })

  test('a hostile sitemap gives no more than it holds: entities do not grow, and what is none is refused', async () => {
    const laughs = `<?xml version="1.0"?><!DOCTYPE u [<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(1000)}"><!ENTITY c "${'&b;'.repeat(1000)}">]><urlset><url><loc>https://a.example/&c;</loc></url></urlset>`
    for (const text of [laughs, '', '<', '<urlset', 'not a sitemap', '<a><b></a>', '[]']) {
      const reading = await readSafely.sitemap(Buffer.from(text), never)
      expect(JSON.stringify(reading).length, text.slice(0, 40)).toBeLessThan(500)
    }
  })
})
