import { getDocumentProxy } from 'unpdf'
import { type Reading, unread } from './document.ts'
import { bodySize, paragraphsOf, type Run } from './pdf-lines.ts'

const MOST_PAGES = 2_000

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>

/** The text of a PDF, page by page. */
export async function readPdf(bytes: Uint8Array): Promise<Reading> {
  const pdf = await opened(bytes)
  if (typeof pdf === 'string') return unread(pdf)
  if (pdf.numPages > MOST_PAGES) {
    return unread(`It has ${pdf.numPages} pages; at most ${MOST_PAGES} are read. Split it into several files.`)
  }
  const pages: Run[][] = []
  for (let number = 1; number <= pdf.numPages; number += 1) pages.push(await runsOf(pdf, number))
  const body = bodySize(pages.flat())
  const text = pages.map((runs) => paragraphsOf(runs, body)).join('\n\n')
  if (text.trim() === '') return unread('There is no text in it: its pages are pictures, as a scanner makes them.')
  return { ok: true, title: null, text, pages: pdf.numPages }
}

async function opened(bytes: Uint8Array): Promise<Pdf | string> {
  try {
    return await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 })
  } catch (error) {
    const name = error instanceof Error ? error.name : ''
    if (name === 'PasswordException') return 'It is protected by a password. Save it without one and add it again.'
    return 'The file is damaged, or no PDF.'
  }
}

async function runsOf(pdf: Pdf, number: number): Promise<Run[]> {
  const page = await pdf.getPage(number)
  const { items } = await page.getTextContent()
  page.cleanup()
  return items.flatMap((item) =>
    'str' in item ? [{ str: item.str, hasEOL: item.hasEOL, height: item.height, y: Number(item.transform[5]) }] : [],
  )
}
