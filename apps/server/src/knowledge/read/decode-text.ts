/** As far as an HTML page may name its encoding. */
const META_BYTES = 4_096

/**
 * The characters of a text of unknown encoding: by its byte order mark, the encoding that came with it, what an HTML
 * page says of itself, UTF-8, and last Windows-1252, which reads every byte.
 */
export function decodeText(bytes: Uint8Array, named: string | null, html = false): string {
  const marked = byteOrderMark(bytes)
  if (marked !== null) return decoded(bytes, marked) ?? ''
  const wanted = [named, html ? metaCharset(bytes) : null, unmarkedUtf16(bytes)]
  for (const charset of wanted) {
    const text = charset === null ? null : decoded(bytes, charset)
    if (text !== null) return text
  }
  return strictUtf8(bytes) ?? decoded(bytes, 'windows-1252') ?? ''
}

function byteOrderMark([first, second, third]: Uint8Array): string | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : null
}

/** Text of an alphabet in UTF-16 has a zero in every other byte. */
function unmarkedUtf16(bytes: Uint8Array): string | null {
  const start = bytes.subarray(0, 1_000)
  const zeros = [0, 0]
  start.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = zeros
  const half = start.length / 2
  if (half < 4) return null
  if (odd > half * 0.6 && even < half * 0.1) return 'utf-16le'
  return even > half * 0.6 && odd < half * 0.1 ? 'utf-16be' : null
}

function metaCharset(bytes: Uint8Array): string | null {
  const start = decoded(bytes.subarray(0, META_BYTES), 'windows-1252') ?? ''
  return /<meta\b[^>]{0,200}?\bcharset\s*=\s*["']?\s*([\w:.-]{2,40})/i.exec(start)?.[1] ?? null
}

function strictUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Null where the name is none of an encoding. */
function decoded(bytes: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return null
  }
}
