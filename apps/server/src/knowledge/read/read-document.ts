import { charactersOf } from '../../characters.ts'
import { decodeText } from './decode-text.ts'
import { type Document, type Reading, unread } from './document.ts'
import { tidyText, tidyTitle } from './tidy-text.ts'

/** Reads a document of any format. Whatever its parser throws is a damaged document. */
export async function readDocument(document: Document, most: number): Promise<Reading> {
  const reading = await parsed(document)
  if (!reading.ok) return reading
  const text = tidyText(reading.text)
  if (text === '') return unread('There is no text in it.')
  const characters = charactersOf(text)
  if (characters > most) {
    return unread(`It has ${grouped(characters)} characters; at most ${grouped(most)} are read. Split it into several.`)
  }
  return { ...reading, title: reading.title === null ? null : tidyTitle(reading.title), text }
}

const grouped = (number: number) => number.toLocaleString('en')

/** Each parser is loaded when it is needed first. */
async function parsed({ format, bytes, charset }: Document): Promise<Reading> {
  switch (format) {
    case 'pdf':
      return (await import('./read-pdf.ts')).readPdf(bytes)
    case 'docx':
      return (await import('./read-docx.ts')).readDocx(bytes)
    case 'html':
      return (await import('./read-html.ts')).readHtml(decodeText(bytes, charset, true))
    case 'csv':
      return (await import('./read-csv.ts')).readCsv(withoutNuls(decodeText(bytes, charset)))
    case 'markdown':
      return (await import('./read-markdown.ts')).readMarkdown(decodeText(bytes, charset).replace(/\r\n?/g, '\n'))
    case 'text':
      return { ok: true, title: null, text: decodeText(bytes, charset), pages: null }
  }
}

const withoutNuls = (text: string) => text.replaceAll('\u0000', '')
