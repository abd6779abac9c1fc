/** A piece of a message: plain text, or an address that may be followed. */
export type Piece = { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string }

const address = /\bhttps?:\/\/[^\s<>"'“”‘’]+/gi
const LONGEST = 64

/**
 * Splits what somebody wrote into text and links. Only `http` and `https` become links, the text of a link is its
 * own address (its host is always visible), and nothing is ever read as HTML.
 */
export function linkPieces(text: string): Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const match of text.matchAll(address)) {
    const found = withoutPunctuation(match[0])
    const link = toLink(found)
    if (!link) continue
    if (match.index > end) pieces.push({ kind: 'text', text: text.slice(end, match.index) })
    pieces.push(link)
    end = match.index + found.length
  }
  if (end < text.length) pieces.push({ kind: 'text', text: text.slice(end) })
  return pieces
}

function toLink(found: string): Piece | null {
  if (!URL.canParse(found)) return null
  const url = new URL(found)
  // With "user@host" in front, the host is not what it seems: left as plain text.
  if (url.username || url.password || !url.hostname) return null
  return { kind: 'link', text: shortened(found, url), href: url.href }
}

/** A sentence's full stop or bracket after an address does not belong to it; a bracket opened inside does. */
function withoutPunctuation(found: string): string {
  let kept = found.replace(/[.,:;!?…]+$/, '')
  while (/[)\]}]$/.test(kept) && !balanced(kept)) kept = kept.slice(0, -1).replace(/[.,:;!?…]+$/, '')
  return kept
}

const count = (text: string, sign: string) => text.split(sign).length - 1
const balanced = (text: string) =>
  count(text, '(') === count(text, ')') &&
  count(text, '[') === count(text, ']') &&
  count(text, '{') === count(text, '}')

function shortened(found: string, url: URL): string {
  const visible = `${url.host}${url.pathname}${url.search}${url.hash}`
  // An international name is shown as the browser will ask for it (xn--…), so that it cannot pose as another.
  const plain = found.toLowerCase().includes(url.host.toLowerCase()) ? found : `${url.protocol}//${visible}`
  return plain.length <= LONGEST ? plain : `${plain.slice(0, Math.max(LONGEST, url.origin.length + 1))}…`
}
