import type { Knowledge } from '@baton/protocol'
import { knowledgeTexts as texts } from '../texts/knowledge.ts'

/** What kind of item this is, in a word or two. */
export function kindWords({ source, format }: Pick<Knowledge, 'source' | 'format'>): string {
  if (source === 'file') return format === null ? texts.sources.file : texts.kinds[format]
  return texts.sources[source]
}

/** How large an item is: pages and characters, as far as they are known. */
export function sizeWords({ source, pages, characters }: Pick<Knowledge, 'source' | 'pages' | 'characters'>): string[] {
  return [
    ...(pages === null ? [] : [texts.pages(pages)]),
    ...(source === 'sitemap' || characters === 0 ? [] : [texts.characters(characters)]),
  ]
}

/** Whether something of it is still to be read. */
export function isBusy({ state }: Pick<Knowledge, 'state'>): boolean {
  return state === 'waiting' || state === 'reading'
}

/** Whether reading it again could change something. A file's bytes are kept only until they were read. */
export function canReadAgain({ source, state }: Pick<Knowledge, 'source' | 'state'>): boolean {
  if (source === 'text' || state === 'waiting' || state === 'reading') return false
  return source !== 'file' || state === 'failed'
}
