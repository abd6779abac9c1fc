/** A piece of a line. Text is only ever drawn as text: nothing a person or a model writes becomes markup by itself. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'bold'; parts: Inline[] }
  | { kind: 'code'; text: string }
  /** `host` is set where the words of the link do not show where it leads. */
  | { kind: 'link'; href: string; text: string; host: string | null }

export type Block =
  | { kind: 'lines'; lines: Inline[][] }
  | { kind: 'list'; ordered: boolean; start: number; items: Inline[][] }
  | { kind: 'code'; text: string }

/** What a person typed: their own line breaks, and links. */
export function parsePlain(text: string): Block[] {
  return [{ kind: 'lines', lines: text.split('\n').map((line) => withLinks(line)) }]
}

/** What a bot or an agent wrote: also lists, **bold**, `code`, code blocks and [words](link). */
export function parseFormatted(text: string): Block[] {
  const blocks: Block[] = []
  let code: string[] | null = null
  for (const line of text.split('\n')) {
    if (line.trimStart().startsWith('```')) {
      if (code) blocks.push({ kind: 'code', text: code.join('\n') })
      code = code ? null : []
    } else if (code) code.push(line)
    else addLine(blocks, line)
  }
  // A reply still being written may end inside a code block.
  if (code) blocks.push({ kind: 'code', text: code.join('\n') })
  return blocks
}

function addLine(blocks: Block[], line: string): void {
  const item = /^\s{0,3}(?:[-*•]|(\d{1,3})[.)])\s+(.*)$/.exec(line)
  const last = blocks.at(-1)
  if (item) {
    const ordered = item[1] !== undefined
    const parts = inline(item[2] ?? '')
    if (last?.kind === 'list' && last.ordered === ordered) last.items.push(parts)
    else blocks.push({ kind: 'list', ordered, start: Number(item[1] ?? 1), items: [parts] })
    return
  }
  const heading = /^#{1,6}\s+(.*)$/.exec(line)
  const parts: Inline[] = heading ? [{ kind: 'bold', parts: inline(heading[1] ?? '') }] : inline(line)
  if (last?.kind === 'lines') last.lines.push(parts)
  else if (line.trim() !== '') blocks.push({ kind: 'lines', lines: [parts] })
}

const MARKS = /`([^`\n]+)`|\*\*([^*\n]+)\*\*|\[([^\][\n]+)\]\((https?:\/\/[^\s()]+)\)/g

function inline(line: string): Inline[] {
  const parts: Inline[] = []
  let from = 0
  for (const mark of line.matchAll(MARKS)) {
    parts.push(...withLinks(line.slice(from, mark.index)), marked(mark))
    from = mark.index + mark[0].length
  }
  return [...parts, ...withLinks(line.slice(from))]
}

function marked([whole, code, bold, words, address]: RegExpExecArray | RegExpMatchArray): Inline {
  if (code !== undefined) return { kind: 'code', text: code }
  if (bold !== undefined) return { kind: 'bold', parts: withLinks(bold) }
  const target = words === undefined || address === undefined ? null : safeAddress(address)
  if (!target || words === undefined) return { kind: 'text', text: whole }
  return { kind: 'link', href: target.href, text: words, host: target.host }
}

const ADDRESS = /https?:\/\/[^\s<>"'`]+/gi

function withLinks(text: string): Inline[] {
  const parts: Inline[] = []
  let from = 0
  for (const match of text.matchAll(ADDRESS)) {
    const written = trimEnd(match[0])
    const target = safeAddress(written)
    if (!target) continue
    if (match.index > from) parts.push({ kind: 'text', text: text.slice(from, match.index) })
    const honest = written.toLowerCase().includes(target.host)
    parts.push({ kind: 'link', href: target.href, text: written, host: honest ? null : target.host })
    from = match.index + written.length
  }
  return from < text.length ? [...parts, { kind: 'text', text: text.slice(from) }] : parts
}

/** A sentence's own punctuation is not part of an address, nor is a bracket that the address did not open. */
function trimEnd(address: string): string {
  let unopened = count(address, ')') - count(address, '(')
  let end = address.length
  for (; end > 0; end--) {
    const last = address[end - 1] ?? ''
    const stray = last === ')' && unopened > 0
    if (stray) unopened -= 1
    else if (!'.,;:!?]}*_'.includes(last)) break
  }
  return address.slice(0, end)
}

function count(text: string, character: string): number {
  return text.split(character).length - 1
}

/** Web addresses only, and none that hides its host behind a name (`https://bank.example@evil.example`). */
export function safeAddress(written: string): URL | null {
  if (!URL.canParse(written)) return null
  const url = new URL(written)
  const web = url.protocol === 'https:' || url.protocol === 'http:'
  return web && url.username === '' && url.password === '' ? url : null
}
