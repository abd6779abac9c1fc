/** A run of characters as pdf.js gives it. */
export type Run = { str: string; hasEOL: boolean; height: number; y: number }
type Line = { text: string; y: number; size: number }

/** The lines of a page as paragraphs: a wide gap or another size of letters ends one, and large short lines are headings. */
export function paragraphsOf(runs: readonly Run[], body: number): string {
  const paragraphs: string[] = []
  let open: Line[] = []
  const close = () => {
    if (open.length > 0) paragraphs.push(written(open, body))
    open = []
  }
  for (const line of linesOf(runs)) {
    const last = open.at(-1)
    if (last !== undefined && !goesOn(last, line)) close()
    open.push(line)
  }
  close()
  return paragraphs.join('\n\n')
}

/** The size of letters that most of the text has. */
export function bodySize(runs: readonly Run[]): number {
  const sizes = new Map<number, number>()
  for (const { str, height } of runs) {
    const size = Math.round(height * 2) / 2
    if (size > 0) sizes.set(size, (sizes.get(size) ?? 0) + str.length)
  }
  return [...sizes].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0])[0]
}

function linesOf(runs: readonly Run[]): Line[] {
  const lines: Line[] = []
  let open: Run[] = []
  const close = () => {
    const text = open.map(({ str }) => str).join('')
    const first = open.find(({ str }) => str.trim() !== '')
    if (first !== undefined) lines.push({ text: text.trim(), y: first.y, size: first.height })
    open = []
  }
  for (const run of runs) {
    open.push(run)
    if (run.hasEOL) close()
  }
  close()
  return lines
}

function goesOn(last: Line, line: Line): boolean {
  const gap = Math.abs(last.y - line.y)
  const size = Math.max(last.size, 1)
  return gap <= size * 1.9 && Math.abs(last.size - line.size) <= size * 0.15
}

function written(lines: readonly Line[], body: number): string {
  const text = lines.map((line) => line.text).reduce(joined)
  const size = lines[0]?.size ?? 0
  const heading = body > 0 && size >= body * 1.15 && text.length <= 120 && !/[.;,]$/.test(text)
  return heading ? `## ${text.replace(/\n/g, ' ')}` : text
}

const listItem = /^(?:[-–•*▪●○]|\d{1,3}[.)])\s/u

/** Lines of a paragraph follow each other in one; a word that was cut at the line's end is put together again. */
function joined(text: string, line: string): string {
  if (listItem.test(line)) return `${text}\n${line.replace(/^[–•▪●○]\s*/u, '- ')}`
  if (/\p{Ll}[-\u00ad]$/u.test(text) && /^\p{Ll}/u.test(line)) return text.slice(0, -1) + line
  return `${text} ${line}`
}
