import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Row, Unit } from './row.ts'

const headings = ['bench', 'on', 'what', 'ratio', 'of', 'measured', 'compared']

/** The table: what compares within the run first, absolute figures after it. */
export function table(rows: readonly Row[]): string {
  const lines = rows.map((row) => [
    row.bench,
    row.on,
    row.what,
    row.ratio === null ? '' : ratioText(row.ratio),
    row.against ?? '',
    figure(row.measured, row.unit),
    row.compared === null ? '' : figure(row.compared, row.unit),
  ])
  const all = [headings, ...lines]
  const widths = headings.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0)))
  const numeric = new Set([3, 5, 6])
  const written = all.map((line) =>
    line.map((cell, column) => pad(cell, widths[column] ?? 0, numeric.has(column))).join(' | '),
  )
  const rule = widths.map((width, column) => '-'.repeat(width - 1) + (numeric.has(column) ? ':' : '-')).join(' | ')
  return [written[0], rule, ...written.slice(1)].map((line) => `| ${line} |`).join('\n')
}

/** Keeps the run in `bench/results/latest.json` and answers the path. */
export function save(rows: readonly Row[]): string {
  const folder = fileURLToPath(new URL('results/', import.meta.url))
  mkdirSync(folder, { recursive: true })
  const path = `${folder}latest.json`
  const run = { at: new Date().toISOString(), node: process.version, cores: cpus().length, rows }
  writeFileSync(path, `${JSON.stringify(run, null, 2)}\n`)
  return path
}

function pad(cell: string, width: number, right: boolean): string {
  return right ? cell.padStart(width) : cell.padEnd(width)
}

function ratioText(ratio: number): string {
  return ratio >= 100 ? ratio.toFixed(0) : ratio >= 10 ? ratio.toFixed(1) : ratio.toFixed(2)
}

function figure(value: number, unit: Unit): string {
  switch (unit) {
    case 'ms':
      return `${value.toFixed(value < 100 ? 1 : 0)} ms`
    case 'per second':
      return `${value.toFixed(0)} /s`
    case 'bytes':
      return `${(value / 1000).toFixed(1)} kB`
  }
}
