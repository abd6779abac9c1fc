import type { Knowledge, KnowledgeDetail, KnowledgeProgress } from '@baton/protocol'
import type { Selectable } from 'kysely'
import type { KnowledgeTable } from '../database/tables/knowledge.ts'
import { iso } from '../present/plain.ts'

export type KnowledgeRow = Selectable<KnowledgeTable>

/** What a list shows; never the text, which may be large. */
export const shownColumns = [
  'id',
  'title',
  'source',
  'url',
  'parent_id',
  'file_name',
  'format',
  'state',
  'error',
  'notice',
  'characters',
  'bytes',
  'pages',
  'synced_at',
  'created_at',
] as const satisfies readonly (keyof KnowledgeRow)[]

export type ShownRow = Pick<KnowledgeRow, (typeof shownColumns)[number]>

export const nothingYet: KnowledgeProgress = { waiting: 0, reading: 0, ready: 0, failed: 0 }

/** An item as members see it. A sitemap is being read until each of its pages was. */
export function toKnowledge(row: ShownRow, pages: KnowledgeProgress = nothingYet): Knowledge {
  const sitemap = row.source === 'sitemap'
  const busy = sitemap && row.state === 'ready' && pages.waiting + pages.reading > 0
  return {
    id: row.id,
    title: row.title,
    source: row.source,
    url: row.url,
    parentId: row.parent_id,
    fileName: row.file_name,
    format: row.format,
    state: busy ? 'reading' : row.state,
    error: row.error,
    notice: row.notice,
    characters: row.characters,
    bytes: row.bytes,
    pages: row.pages,
    progress: sitemap ? pages : null,
    syncedAt: row.synced_at === null ? null : iso(row.synced_at),
    createdAt: iso(row.created_at),
  }
}

export function toDetail(row: KnowledgeRow, pages?: KnowledgeProgress): KnowledgeDetail {
  return { ...toKnowledge(row, pages), text: row.text }
}

/** Counts of states, from rows of a `group by`. */
export function progressOf(rows: readonly { state: KnowledgeRow['state']; count: number }[]): KnowledgeProgress {
  const progress = { ...nothingYet }
  for (const { state, count } of rows) progress[state] += Number(count)
  return progress
}
