import { sentencesOf } from './sentences.ts'

/** A piece of an article. `text` begins with its heading's line where it has one; `heading` is that line without marks. */
export type Chunk = { heading: string; text: string }

const ENOUGH = 600
const MOST = 900
const LONGEST_HEADING = 60
const LONGEST_CHAIN = 200

/**
 * Cuts an article into pieces of about 600 to 900 characters: at headings, then between paragraphs, and inside a
 * paragraph only where it is longer than a piece. Every piece of a section carries the section's heading. Nothing but
 * blank space is lost.
 */
export function chunkText(text: string): Chunk[] {
  return sectionsOf(blocksOf(text)).flatMap(({ heading, paragraphs }) =>
    bodiesOf(paragraphs).map((body) => ({
      heading: plainHeading(heading),
      text: [heading, body].filter((part) => part !== '').join('\n\n'),
    })),
  )
}

/** Whether a line is marked as a heading (by `#`). */
export function isHeading(line: string): boolean {
  return /^#{1,6}\s+\S/.test(line)
}

/** A heading's words without its marks. */
export function plainHeading(heading: string): string {
  const lines = heading.split('\n').map((line) => line.replace(/^#{1,6}\s+/, '').replace(/\s+#+$/, ''))
  return lines.join(' ').trim()
}

type Section = { heading: string; paragraphs: string[] }

/** Blocks gathered under their headings. Headings without text of their own stand above the next one's. */
function sectionsOf(blocks: readonly string[]): Section[] {
  const sections: Section[] = [{ heading: '', paragraphs: [] }]
  blocks.forEach((block, index) => {
    const open = sections.at(-1)
    if (open === undefined) return
    if (!startsSection(block, blocks[index + 1])) open.paragraphs.push(block)
    else if (open.paragraphs.length > 0) sections.push({ heading: block, paragraphs: [] })
    else if (open.heading.length < LONGEST_CHAIN) open.heading = [open.heading, block].filter(Boolean).join('\n')
    else open.paragraphs.push(block)
  })
  return sections
}

function blocksOf(text: string): string[] {
  const spaced = text.replace(/\r\n?/g, '\n').replace(/^(#{1,6}\s+\S.*)$/gm, '\n\n$1\n\n')
  return spaced
    .split(/\n[ \t]*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
}

/** A marked line, or a short one without an end that stands above longer text; never the last, which is said itself. */
function startsSection(block: string, next: string | undefined): boolean {
  if (next === undefined) return false
  if (isHeading(block)) return true
  const short = block.length <= LONGEST_HEADING && !block.includes('\n')
  return short && /^[\p{L}\p{N}]/u.test(block) && /[^.!?:;,。]$/.test(block) && next.length > LONGEST_HEADING
}

function bodiesOf(paragraphs: readonly string[]): string[] {
  const bodies: string[] = []
  for (const part of paragraphs.flatMap(partsOf)) {
    const last = bodies.at(-1)
    const fits = last !== undefined && last.length < ENOUGH && last.length + part.length <= MOST
    if (fits) bodies[bodies.length - 1] = `${last}\n\n${part}`
    else bodies.push(part)
  }
  return bodies
}

/** A paragraph as pieces that each fit: by lines, then by sentences, then (text without an end) by length. */
function partsOf(paragraph: string): string[] {
  if (paragraph.length <= MOST) return [paragraph]
  const lines = paragraph.split('\n')
  if (lines.length > 1) return packed(lines.flatMap(partsOf), '\n')
  const sentences = sentencesOf(paragraph)
  if (sentences.length > 1) return packed(sentences.flatMap(partsOf), ' ')
  return sliced(paragraph)
}

function packed(pieces: readonly string[], between: string): string[] {
  const result: string[] = []
  for (const piece of pieces) {
    const last = result.at(-1)
    if (last !== undefined && last.length + piece.length < MOST) result[result.length - 1] = last + between + piece
    else result.push(piece)
  }
  return result
}

function sliced(run: string): string[] {
  const characters = Array.from(run)
  const count = Math.ceil(characters.length / MOST)
  return Array.from({ length: count }, (_, index) => characters.slice(index * MOST, (index + 1) * MOST).join(''))
}
