import { linkTarget, trimEnd } from './links.ts'

/** Words, and the addresses in them. Text is only ever drawn as text: nothing anybody writes becomes markup by itself. */
export type Words =
  | { kind: 'text'; text: string }
  /** `host` is set where the words of the link do not show where it leads. */
  | { kind: 'link'; href: string; text: string; host: string | null }

const ADDRESS = /https?:\/\/[^\s<>"'`]+/gi

/** Text in which web addresses are links. */
export function withLinks(text: string): Words[] {
  const parts: Words[] = []
  let from = 0
  for (const match of text.matchAll(ADDRESS)) {
    const written = trimEnd(match[0])
    const target = linkTarget(written)
    if (!target) continue
    if (match.index > from) parts.push({ kind: 'text', text: text.slice(from, match.index) })
    const honest = written.toLowerCase().includes(target.host)
    parts.push({ kind: 'link', href: target.href, text: written, host: honest ? null : target.host })
    from = match.index + written.length
  }
  return from < text.length ? [...parts, { kind: 'text', text: text.slice(from) }] : parts
}
