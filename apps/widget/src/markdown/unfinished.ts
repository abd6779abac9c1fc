/**
 * A reply still being written, made such that it does not jump when the rest arrives: marks that are not closed yet are
 * closed or left out, and a line of which it cannot be told yet what it becomes waits for its end.
 */
export function finishForNow(written: string): string {
  if (isInCode(written)) return written
  const text = written.trimEnd()
  const at = text.lastIndexOf('\n') + 1
  const before = text.slice(0, at)
  const line = text.slice(at)
  const table = tableBegun(text)
  if (table !== null) return table
  if (/^\s*(?:[-*+•>#|]|\d{1,9}[.)]?|`{1,3}|~{1,3}|[-*_=]{2,})?\s*$/.test(line)) return before.trimEnd()
  return before + closeMarks(withoutHalfLink(line))
}

/** A table looks like words until the row below its ruler is there: what is before it, or null where none has begun. */
function tableBegun(text: string): string | null {
  const lines = text.split('\n')
  const begin = lines.findLastIndex((line) => !line.trimStart().startsWith('|')) + 1
  const rows = lines.length - begin
  return rows === 1 || rows === 2 ? lines.slice(0, begin).join('\n').trimEnd() : null
}

function isInCode(text: string): boolean {
  return (text.match(/^\s{0,3}(?:```|~~~)/gm)?.length ?? 0) % 2 === 1
}

/** `[words](https://exam` is shown as its words until it is whole. */
function withoutHalfLink(line: string): string {
  return line.replace(/!?\[([^\][\n]*)(?:\](?:\([^()\s]*)?)?$/, '$1')
}

function closeMarks(line: string): string {
  const bare = line.replace(/[*_~`\\]+$/, '').trimEnd()
  if (bare.split('`').length % 2 === 0) return `${bare}\``
  const open: string[] = []
  for (const { 0: mark, index } of bare.matchAll(/`[^`]*`|\*\*|~~|[*_]/g)) {
    if (mark.startsWith('`')) continue
    if (open.at(-1) === mark) open.pop()
    else if (mayOpen(bare, index, mark)) open.push(mark)
  }
  return bare + open.reverse().join('')
}

function mayOpen(line: string, at: number, mark: string): boolean {
  const before = line[at - 1] ?? ' '
  return /\S/.test(line[at + mark.length] ?? '') && !/[\p{L}\p{N}\\]/u.test(before)
}
