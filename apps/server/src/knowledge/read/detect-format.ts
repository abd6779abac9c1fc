import type { KnowledgeFormat } from '@baton/protocol'

const byEnding: Record<string, KnowledgeFormat> = {
  ...{ txt: 'text', text: 'text', log: 'text', md: 'markdown', markdown: 'markdown', mdx: 'markdown' },
  ...{ html: 'html', htm: 'html', xhtml: 'html', pdf: 'pdf', docx: 'docx', csv: 'csv', tsv: 'csv' },
}
const byMediaType: Record<string, KnowledgeFormat> = {
  'text/plain': 'text',
  'text/markdown': 'markdown',
  'text/x-markdown': 'markdown',
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'text/csv': 'csv',
  'text/tab-separated-values': 'csv',
}

/** What kind of file this is, by the ending of its name, else by its media type; null: none that is read. */
export function formatOfFile(name: string, mediaType: string): KnowledgeFormat | null {
  const ending = /\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase()
  const named = ending === undefined ? undefined : byEnding[ending]
  return named ?? (ending === undefined ? formatOfMediaType(mediaType) : null)
}

/** The format of an answer with this `content-type`; null: none that is read. */
export function formatOfMediaType(mediaType: string): KnowledgeFormat | null {
  return byMediaType[mediaType.split(';')[0]?.trim().toLowerCase() ?? ''] ?? null
}

/** The encoding that a `content-type` names. */
export function charsetOf(mediaType: string): string | null {
  return /;\s*charset\s*=\s*["']?([\w:.-]{2,40})/i.exec(mediaType)?.[1] ?? null
}
