import { CsvError, parse } from 'csv-parse/sync'
import { type Reading, unread } from './document.ts'

const delimiters = [',', ';', '\t', '|']
/** How much of a table is looked at to find what separates its fields. */
const SAMPLE = 20_000
const LONGEST_ROW = 1_000_000

/**
 * A table as one paragraph for each row, every value behind its column's name, so that a passage that is found says what
 * its values mean.
 */
export function readCsv(text: string): Reading {
  try {
    const rows = rowsOf(text, bestDelimiter(text))
    const [header = [], ...body] = rows
    if (header.length === 1) return { ok: true, title: null, text: rows.flat().join('\n'), pages: null }
    const paragraphs = body.map((row) => paragraphOf(header, row)).filter((paragraph) => paragraph !== '')
    return { ok: true, title: null, text: paragraphs.join('\n\n'), pages: null }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return unread(wordsFor(error))
  }
}

function wordsFor(error: CsvError): string {
  const row = 'lines' in error ? error.lines : '?'
  if (error.code === 'CSV_MAX_RECORD_SIZE') {
    return `Row ${row} of the table has more than ${LONGEST_ROW.toLocaleString('en')} characters, which is the most that is read.`
  }
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    return `The table cannot be read: a quotation mark in or before line ${row} is never closed.`
  }
  return `The table cannot be read: row ${row} is not valid CSV.`
}

function paragraphOf(header: readonly string[], row: readonly string[]): string {
  return row
    .flatMap((value, index) => {
      const name = header[index] ?? ''
      const one = value.replace(/\s+/g, ' ')
      return one === '' ? [] : [name === '' ? one : `${name}: ${one}`]
    })
    .join('\n')
}

function rowsOf(text: string, delimiter: string, to?: number): string[][] {
  return parse(text, {
    ...(to === undefined ? {} : { to }),
    delimiter,
    bom: true,
    trim: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW,
  })
}

/** The one that cuts the first rows into the most columns of equal number. */
function bestDelimiter(text: string): string {
  const sample = text.slice(0, SAMPLE)
  const columns = delimiters.map((delimiter) => {
    const widths = widthsOf(sample, delimiter)
    const [first = 1] = widths
    return { delimiter, columns: widths.filter((width) => width === first).length >= widths.length * 0.8 ? first : 1 }
  })
  return columns.reduce((best, one) => (one.columns > best.columns ? one : best)).delimiter
}

function widthsOf(sample: string, delimiter: string): number[] {
  try {
    return rowsOf(sample, delimiter, 10).map((row) => row.length)
  } catch {
    return []
  }
}
