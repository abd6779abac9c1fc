import { charsetOf, formatOfFile, formatOfMediaType } from '../read/detect-format.ts'
import { type Document, type Unread, unread } from '../read/document.ts'
import type { Fetched } from './fetch-guarded.ts'

/** What was fetched as a document, by its content type; where that says nothing, by the ending of its address. */
export function pageDocument({ bytes, mediaType, url }: Extract<Fetched, { ok: true }>): Document | Unread {
  const kind = mediaType.split(';')[0]?.trim().toLowerCase() ?? ''
  const vague = kind === '' || kind === 'application/octet-stream' || kind === 'binary/octet-stream'
  const name = url.pathname.split('/').at(-1) ?? ''
  const format = vague ? (formatOfFile(name, '') ?? guessed(bytes)) : formatOfMediaType(mediaType)
  if (format !== null) {
    // Markdown is mostly served as plain text.
    const markdown = format === 'text' && formatOfFile(name, '') === 'markdown'
    return { format: markdown ? 'markdown' : format, bytes, charset: charsetOf(mediaType) }
  }
  if (/\bxml$/.test(kind) && looksLikeSitemap(bytes)) return unread('This is a sitemap. Add it as a sitemap.')
  return unread(`This is no page but ${kind === '' ? 'something unknown' : kind}, which is not read.`)
}

/** Whether this is the beginning of a sitemap. */
function looksLikeSitemap(bytes: Uint8Array): boolean {
  return /<(?:urlset|sitemapindex)\b/.test(startOf(bytes))
}

function guessed(bytes: Uint8Array): Document['format'] | null {
  if (startOf(bytes).startsWith('%PDF-')) return 'pdf'
  return /<(?:!doctype html|html|head|body)\b/i.test(startOf(bytes)) ? 'html' : null
}

const startOf = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 2_000)).toString('latin1')
