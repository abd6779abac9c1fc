import type { Reading } from './document.ts'

/** Markdown stays as it is, without front matter and comments; the search knows its headings. */
export function readMarkdown(text: string): Reading {
  const body = text.replace(/^\ufeff?---\n[\s\S]{0,20000}?\n---\s*(?:\n|$)/, '').replace(/<!--[\s\S]*?-->/g, '')
  return { ok: true, title: /^#\s+(.+)$/m.exec(body)?.[1] ?? null, text: body, pages: null }
}
