/** A mail as a mail program sees it: unfolded headers by lower-case name, and its two readable parts. */
export type ReadMail = { headers: Map<string, string[]>; text: string; html: string }

/** Reads what nodemailer writes: one multipart/alternative of quoted-printable, base64 or plain parts. */
export function readMail(raw: string): ReadMail {
  const { headers, body } = split(raw)
  const boundary = /boundary="?([^";]+)"?/.exec(headers.get('content-type')?.[0] ?? '')?.[1]
  if (boundary === undefined) throw new Error('no multipart')
  const parts = body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => split(part.replace(/^\r?\n/, '')))
  const part = (type: string) => {
    const found = parts.find((one) => one.headers.get('content-type')?.[0]?.startsWith(type))
    if (found === undefined) throw new Error(`no ${type}`)
    return decodeBody(found.body, found.headers.get('content-transfer-encoding')?.[0] ?? '7bit')
  }
  return { headers, text: part('text/plain'), html: part('text/html') }
}

/** The one header of this name, with its encoded words decoded. */
export function header(mail: ReadMail, name: string): string {
  const found = mail.headers.get(name.toLowerCase()) ?? []
  if (found.length !== 1) throw new Error(`${found.length} headers ${name}`)
  return decodeWords(found[0] ?? '')
}

function split(raw: string): { headers: Map<string, string[]>; body: string } {
  const [head = '', ...rest] = raw.split(/\r?\n\r?\n/)
  const headers = new Map<string, string[]>()
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, name, value] = /^([^:]+):\s*(.*)$/.exec(line) ?? []
    if (name === undefined || value === undefined) throw new Error(`no header: ${line}`)
    const key = name.toLowerCase()
    headers.set(key, [...(headers.get(key) ?? []), value])
  }
  return { headers, body: rest.join('\r\n\r\n') }
}

function decodeBody(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8')
  return encoding === 'quoted-printable' ? quotedPrintable(body.replace(/=\r?\n/g, '')) : body
}

function decodeWords(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_, how: string, text: string) =>
      how.toUpperCase() === 'B' ? Buffer.from(text, 'base64').toString('latin1') : latin(text.replaceAll('_', ' ')),
    )
    .replace(/[\x80-\xff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'))
}

const latin = (text: string) =>
  text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
const quotedPrintable = (text: string) => Buffer.from(latin(text), 'latin1').toString('utf8')
