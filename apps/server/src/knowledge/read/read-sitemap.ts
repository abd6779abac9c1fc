import { gunzipSync } from 'node:zlib'
import { XMLParser } from 'fast-xml-parser'
import { z } from 'zod'
import { decodeText } from './decode-text.ts'
import { type Unread, unread } from './document.ts'

/** What a sitemap lists: pages, or further sitemaps. */
export type SitemapReading = { ok: true; kind: 'pages' | 'index'; addresses: string[] } | Unread

/** More addresses than the standard allows in one sitemap are not looked at. */
const MOST_ADDRESSES = 50_000

const parser = new XMLParser({
  ignoreAttributes: true,
  removeNSPrefix: true,
  parseTagValue: false,
  htmlEntities: false,
  isArray: (name) => name === 'url' || name === 'sitemap',
})
const Listed = z.array(z.looseObject({ loc: z.string().trim().min(1) }).catch({ loc: '' })).catch([])
const Sitemap = z.union([
  z.object({ urlset: z.looseObject({ url: Listed.optional() }).or(z.literal('')) }),
  z.object({ sitemapindex: z.looseObject({ sitemap: Listed.optional() }).or(z.literal('')) }),
])

/** Reads a sitemap (XML, or a text with one address a line), also packed by gzip. `most`: bytes it may unpack to. */
export function readSitemap(packed: Uint8Array, most: number): SitemapReading {
  const bytes = unpacked(packed, most)
  if (bytes === null) return unread(`It unpacks to more than ${Math.round(most / 1024 / 1024)} MB.`)
  const text = decodeText(bytes, null).trim()
  if (/^<(?:!doctype html|html)\b/i.test(text)) return unread('This is a page, not a sitemap. Add it as a page.')
  return text.startsWith('<') ? fromXml(text) : fromLines(text)
}

function unpacked(bytes: Uint8Array, most: number): Uint8Array | null {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return gunzipSync(bytes, { maxOutputLength: most })
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function fromXml(text: string): SitemapReading {
  const parsed = Sitemap.safeParse(parser.parse(text))
  if (!parsed.success) return unread('This is no sitemap.')
  const { data } = parsed
  const index = 'sitemapindex' in data
  const root = index ? data.sitemapindex : data.urlset
  const list = root === '' ? [] : ((index ? root.sitemap : root.url) as { loc: string }[] | undefined)
  return { ok: true, kind: index ? 'index' : 'pages', addresses: distinct((list ?? []).map(({ loc }) => loc)) }
}

function fromLines(text: string): SitemapReading {
  const lines = text.split('\n').map((line) => line.trim())
  const addresses = lines.filter((line) => /^https?:\/\//.test(line))
  if (addresses.length === 0 || addresses.length < lines.filter((line) => line !== '').length) {
    return unread('This is no sitemap.')
  }
  return { ok: true, kind: 'pages', addresses: distinct(addresses) }
}

function distinct(addresses: readonly string[]): string[] {
  return [...new Set(addresses.slice(0, MOST_ADDRESSES).filter((address) => URL.canParse(address)))]
}
