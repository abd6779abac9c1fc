import type { KnowledgeFormat } from '@baton/protocol'

/** A file or page as it came. */
export type Document = {
  format: KnowledgeFormat
  bytes: Uint8Array
  /** The character encoding that came with it, if any was named. */
  charset: string | null
}

/** What a document says, in Markdown-like text (headings, lists), or in plain words why it cannot be read. */
export type Reading = { ok: true; title: string | null; text: string; pages: number | null } | Unread
export type Unread = { ok: false; error: string }

export const unread = (error: string): Unread => ({ ok: false, error })
