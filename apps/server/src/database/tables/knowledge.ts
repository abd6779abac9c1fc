import type { Generated } from 'kysely'
import type { Flag } from './flag.ts'

export type KnowledgeTable = {
  id: string
  bot_id: string
  title: string
  /** A member gave the title; otherwise it follows what was read. */
  own_title: Generated<Flag>
  source: 'text' | 'file' | 'url' | 'sitemap'
  url: string | null
  /** What the bot answers from; empty until it was read, and of a sitemap. */
  text: string
  /** Characters of `text`, so that a list need not read it. */
  characters: Generated<number>
  /** The sitemap that this page came from. */
  parent_id: string | null
  file_name: string | null
  format: 'text' | 'markdown' | 'html' | 'pdf' | 'docx' | 'csv' | null
  state: Generated<'waiting' | 'reading' | 'ready' | 'failed'>
  /** Raised by every request to read it; a job of an older one writes nothing. */
  sync: Generated<number>
  error: string | null
  notice: string | null
  /** Of title and text; a reading that gives the same again changes nothing. */
  content_hash: string | null
  bytes: number | null
  pages: number | null
  synced_at: number | null
  created_at: number
  updated_at: number
}

/** Files that wait to be read, or could not be. */
export type KnowledgeFilesTable = {
  knowledge_id: string
  /** Base64. */
  content: string
}

/** Where passages lie in meaning, so that a question in other words finds them. */
export type KnowledgeVectorsTable = {
  bot_id: string
  /** Of the model and the passage. */
  hash: string
  /** Base64 of 32-bit floats, of length 1. */
  vector: string
}
