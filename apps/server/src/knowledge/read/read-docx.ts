import { unzipSync, zipSync } from 'fflate'
import mammoth from 'mammoth'
import { type Reading, unread } from './document.ts'
import { readHtml } from './read-html.ts'

/** Bytes that the text parts of a document may unpack to. */
const MOST_UNPACKED = 60 * 1024 * 1024
const MOST_PARTS = 5_000

/** A Word document's headings, paragraphs, lists and tables. */
export async function readDocx(bytes: Uint8Array): Promise<Reading> {
  const text = textParts(bytes)
  if (text === 'broken') return unread('The file is damaged, or no Word document (.docx).')
  if (text === 'too_large') return unread('The document unpacks to more than 60 MB of text. Split it into several.')
  const { value } = await mammoth.convertToHtml(
    { buffer: Buffer.from(text) },
    { convertImage: mammoth.images.imgElement(async () => ({ src: '' })), externalFileAccess: false },
  )
  return readHtml(`<body>${value}</body>`)
}

/** The document packed anew without pictures and other media, so that nothing in it can unpack to more than was checked. */
function textParts(bytes: Uint8Array): Uint8Array | 'broken' | 'too_large' {
  let unpacked = 0
  let parts = 0
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        const read = /\.(?:xml|rels)$/i.test(name)
        if (read) {
          unpacked += originalSize
          parts += 1
        }
        return read && unpacked <= MOST_UNPACKED && parts <= MOST_PARTS
      },
    })
    if (unpacked > MOST_UNPACKED || parts > MOST_PARTS) return 'too_large'
    if (files['word/document.xml'] === undefined && files['[Content_Types].xml'] === undefined) return 'broken'
    return zipSync(files, { level: 0 })
  } catch {
    return 'broken'
  }
}
