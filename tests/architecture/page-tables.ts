import { read } from './source-files.ts'

/** The rows of the table on a page that has these columns, each cell without its back-ticks. */
export function tableOn(page: string, ...columns: readonly string[]): Record<string, string>[] {
  const lines = read(page).split('\n')
  const head = lines.findIndex((line) => {
    const cells = cellsOf(line)
    return columns.every((column) => cells.includes(column))
  })
  if (head < 0) throw new Error(`${page} has no table with ${columns.join(', ')}`)
  const names = cellsOf(lines[head] ?? '')
  const end = lines.findIndex((line, index) => index > head && !line.startsWith('|'))
  return lines.slice(head + 2, end < 0 ? undefined : end).map((line) => {
    const cells = cellsOf(line)
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']))
  })
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('`', ''))
}
