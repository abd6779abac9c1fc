import { type Inline, parseInline } from './inline.ts'
import { isTableStart, parseTable } from './table.ts'

export type Item = { parts: Inline[] /** What is indented under it. */; blocks: Block[] }
export type Alignment = 'left' | 'center' | 'right' | null

export type Block =
  | { kind: 'lines'; lines: Inline[][] }
  | { kind: 'heading'; parts: Inline[] }
  | { kind: 'list'; ordered: boolean; start: number; items: Item[] }
  | { kind: 'code'; text: string }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'table'; head: Inline[][]; align: Alignment[]; rows: Inline[][][] }
  | { kind: 'rule' }

/** Quotes and lists within each other go this deep; what is deeper stays text. */
const DEEPEST = 6

/** What a bot or an agent wrote: also headings, lists, quotes, tables, code and marked words. */
export function parseFormatted(text: string): Block[] {
  return parseLines(text.split('\n'), 0)
}

const FENCE = /^\s{0,3}(`{3,}|~{3,})/
const QUOTE = /^\s{0,3}>\s?/
const ITEM = /^(\s*)(?:[-*+•]|(\d{1,9})[.)])\s+(.*)$/
const HEADING = /^\s{0,3}#{1,6}\s+(.*?)\s*#*$/
const RULE = /^\s{0,3}([-*_])(?:\s*\1){2,}\s*$/

/** Reads the lines one block at a time; each kind takes the lines that are its own. */
function parseLines(lines: string[], depth: number): Block[] {
  const blocks: Block[] = []
  let at = 0
  while (at < lines.length) {
    const taken = takeBlock(lines, at, depth)
    if (taken) {
      blocks.push(taken.block)
      at += taken.count
    } else addLine(blocks, lines[at++] ?? '')
  }
  return blocks.map(withoutEmptyEnd)
}

type Taken = { block: Block; count: number }

function takeBlock(lines: string[], at: number, depth: number): Taken | null {
  const line = lines[at] ?? ''
  const fence = FENCE.exec(line)?.[1]
  if (fence) return takeCode(lines, at, fence)
  if (depth < DEEPEST && QUOTE.test(line)) return takeQuote(lines, at, depth)
  if (RULE.test(line)) return { block: { kind: 'rule' }, count: 1 }
  if (depth < DEEPEST && ITEM.test(line)) return takeList(lines, at, depth)
  const heading = HEADING.exec(line)?.[1]
  if (heading) return { block: { kind: 'heading', parts: parseInline(heading) }, count: 1 }
  return isTableStart(lines, at) ? parseTable(lines, at) : null
}

/** Up to the closing fence; a reply still being written may end before it. */
function takeCode(lines: string[], at: number, fence: string): Taken {
  const rest = lines.slice(at + 1)
  const end = rest.findIndex((line) => line.trim().startsWith(fence) && FENCE.test(line))
  const body = end < 0 ? rest : rest.slice(0, end)
  return { block: { kind: 'code', text: body.join('\n') }, count: body.length + (end < 0 ? 1 : 2) }
}

function takeQuote(lines: string[], at: number, depth: number): Taken {
  const own = takeWhile(lines, at, (line) => QUOTE.test(line))
  const blocks = parseLines(
    own.map((line) => line.replace(QUOTE, '')),
    depth + 1,
  )
  return { block: { kind: 'quote', blocks }, count: own.length }
}

/** Items of one kind and one indentation; whatever is indented further belongs to the item above it. */
function takeList(lines: string[], at: number, depth: number): Taken {
  const [, indent = '', number] = ITEM.exec(lines[at] ?? '') ?? []
  const items: { text: string; under: string[] }[] = []
  let to = at
  for (; to < lines.length; to++) {
    const line = lines[to] ?? ''
    const [, space = '', own, text = ''] = ITEM.exec(line) ?? []
    const last = items.at(-1)
    const sibling = ITEM.test(line) && space.length < indent.length + 2
    if (sibling && (own !== undefined) === (number !== undefined) && !RULE.test(line)) items.push({ text, under: [] })
    else if (last && isUnder(lines, to, indent.length)) last.under.push(line)
    else break
  }
  const block: Block = {
    kind: 'list',
    ordered: number !== undefined,
    start: Number(number ?? 1),
    items: items.map(({ text, under }) => ({
      parts: parseInline(text),
      blocks: parseLines(outdented(under), depth + 1),
    })),
  }
  return { block, count: to - at }
}

/** Indented further than the list, or an empty line before what is. */
function isUnder(lines: string[], at: number, indent: number): boolean {
  const line = lines[at] ?? ''
  if (line.trim() !== '') return line.length - line.trimStart().length >= indent + 2
  const next = lines.slice(at + 1).find((later) => later.trim() !== '')
  return next !== undefined && (ITEM.test(next) || next.length - next.trimStart().length >= indent + 2)
}

function outdented(lines: string[]): string[] {
  const written = lines.filter((line) => line.trim() !== '')
  const least = Math.min(...written.map((line) => line.length - line.trimStart().length))
  return written.length === 0 ? [] : lines.map((line) => line.slice(least))
}

function addLine(blocks: Block[], line: string): void {
  const last = blocks.at(-1)
  if (last?.kind === 'lines') last.lines.push(parseInline(line))
  else if (line.trim() !== '') blocks.push({ kind: 'lines', lines: [parseInline(line)] })
}

/** The empty line between a paragraph and the next block is space already. */
function withoutEmptyEnd(block: Block): Block {
  if (block.kind !== 'lines') return block
  const end = block.lines.findLastIndex((line) => line.length > 0)
  return { ...block, lines: block.lines.slice(0, end + 1) }
}

function takeWhile(lines: string[], at: number, fits: (line: string) => boolean): string[] {
  const end = lines.findIndex((line, index) => index > at && !fits(line))
  return lines.slice(at, end < 0 ? undefined : end)
}
