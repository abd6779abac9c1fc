import type { Alignment, Block } from './blocks.ts'
import { parseInline } from './inline.ts'

/** Of a trimmed line: white space that could be read as either of two parts would take minutes in a long one. */
const RULER = /^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?$/

/** A row of names over a row of dashes. */
export function isTableStart(lines: readonly string[], at: number): boolean {
  const head = lines[at] ?? ''
  const ruler = (lines[at + 1] ?? '').trim()
  if (!head.includes('|') || !ruler.includes('|') || !RULER.test(ruler)) return false
  return cellsOf(head).length === cellsOf(ruler).length
}

/** Every row has as many cells as the head: what is missing is empty, what is too much joins the last one. */
export function parseTable(lines: readonly string[], at: number): { block: Block; count: number } {
  const head = cellsOf(lines[at] ?? '')
  const rest = lines.slice(at + 2)
  const end = rest.findIndex((line) => !line.includes('|'))
  const rows = end < 0 ? rest : rest.slice(0, end)
  const block: Block = {
    kind: 'table',
    head: head.map((cell) => parseInline(cell)),
    align: cellsOf(lines[at + 1] ?? '').map(alignment),
    rows: rows.map((row) => {
      const cells = cellsOf(row)
      return head.map((_, column) =>
        parseInline(column < head.length - 1 ? (cells[column] ?? '') : cells.slice(column).join(' | ')),
      )
    }),
  }
  return { block, count: rows.length + 2 }
}

function cellsOf(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(^|[^\\])\|$/, '$1')
  return inner
    .split('|')
    .reduce<string[]>(joinEscaped, [])
    .map((cell) => cell.trim())
}

/** An escaped bar is a bar. */
function joinEscaped(cells: string[], piece: string): string[] {
  const last = cells.at(-1)
  return last?.endsWith('\\') ? [...cells.slice(0, -1), `${last.slice(0, -1)}|${piece}`] : [...cells, piece]
}

function alignment(ruler: string): Alignment {
  const [left, right] = [ruler.startsWith(':'), ruler.endsWith(':')]
  if (left && right) return 'center'
  return right ? 'right' : left ? 'left' : null
}
