import { linkTarget } from './links.ts'
import { type Words, withLinks } from './plain-text.ts'

/** A piece of a line. */
export type Inline = Words | { kind: 'bold' | 'italic' | 'struck'; parts: Inline[] } | { kind: 'code'; text: string }

// In this order: \escape, `code`, [words](address), <address>, **bold**, ~~struck~~, *italic*, _italic_.
const MARKS = new RegExp(
  [
    /\\([\\`*_~[\](){}#+.!|<>-])/,
    /(?<tick>`+)([^`\n]+)\k<tick>/,
    /!?\[([^\][\n]*)\]\(<?((?:https?:\/\/|mailto:)[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)>?(?:\s+"[^"\n]*")?\)/,
    /<((?:https?:\/\/|mailto:)[^\s<>]+)>/,
    /(?<strong>\*\*|__)(?=\S)([^\n]*?\S)\k<strong>/,
    /~~(?=\S)([^~\n]+)~~/,
    /\*(?=[^\s*])([^\n*]*?[^\s*])\*/,
    /_(?=[^\s_])([^\n_]*?[^\s_])_/,
  ]
    .map((part) => part.source)
    .join('|'),
  'g',
)

/** Marks within marks go this deep; what is deeper stays text. */
const DEEPEST = 6

/** One line's words with what is marked in them. */
export function parseInline(line: string, depth = 0): Inline[] {
  if (depth > DEEPEST) return withLinks(line)
  const parts: Inline[] = []
  let from = 0
  for (const mark of line.matchAll(MARKS)) {
    if (isInsideWord(line, mark)) continue
    parts.push(...withLinks(line.slice(from, mark.index)), ...marked(mark, depth))
    from = mark.index + mark[0].length
  }
  return joined([...parts, ...withLinks(line.slice(from))])
}

function marked(mark: RegExpExecArray, depth: number): Inline[] {
  const [whole, escaped, , code, words, address, bare, , bold, struck, starred, underscored] = mark
  const italic = starred ?? underscored
  if (escaped !== undefined) return [{ kind: 'text', text: escaped }]
  if (code !== undefined) return [{ kind: 'code', text: code.trim() || code }]
  if (bold !== undefined) return [{ kind: 'bold', parts: parseInline(bold, depth + 1) }]
  if (struck !== undefined) return [{ kind: 'struck', parts: parseInline(struck, depth + 1) }]
  if (italic !== undefined) return [{ kind: 'italic', parts: parseInline(italic, depth + 1) }]
  return [linked(address ?? bare ?? '', words ?? '') ?? { kind: 'text', text: whole }]
}

function linked(address: string, words: string): Inline | null {
  const target = linkTarget(address)
  if (!target) return null
  // Words that are the address need no second one beside them.
  const said = words.replace(/[`*_~]/g, '').trim()
  if (said === '' || said === address || said === target.host) {
    return { kind: 'link', href: target.href, text: said || shown(address), host: null }
  }
  return { kind: 'link', href: target.href, text: said, host: target.host }
}

const shown = (address: string) => address.replace(/^mailto:/, '')

/** `snake_case` and `2*3*4` are words and sums: such a mark does not begin or end within a word. */
function isInsideWord(line: string, mark: RegExpExecArray): boolean {
  const before = line[mark.index - 1] ?? ''
  if (mark[10] !== undefined) return /\d/.test(before)
  if (mark[7] !== '__' && mark[11] === undefined) return false
  const after = line[mark.index + mark[0].length] ?? ''
  return /[\p{L}\p{N}]/u.test(before + after)
}

/** Texts that stand side by side are one. */
function joined(parts: Inline[]): Inline[] {
  const all: Inline[] = []
  for (const part of parts) {
    const last = all.at(-1)
    if (part.kind === 'text' && last?.kind === 'text')
      all[all.length - 1] = { kind: 'text', text: last.text + part.text }
    else all.push(part)
  }
  return all
}
