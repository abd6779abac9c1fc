import { knowledgeLimits } from '@baton/protocol'
import type { AddressGuard } from '../guard/address-guard.ts'
import { fetchGuarded, type NotFetched } from './fetch/fetch-guarded.ts'
import type { ReadSafely } from './read/read-safely.ts'

/** The pages of a sitemap that are to be read, how many it lists, and in plain words what was left out. */
export type Collected = { ok: true; pages: string[]; listed: number; bytes: number; notice: string | null } | NotFetched

type Deps = { guard: Pick<AddressGuard, 'checkUrl' | 'fetch'>; readSafely: ReadSafely }
type Limits = { pages: number; sitemaps: number; bytes: number; ms: number }

/** Sitemaps of an index that are looked at. */
const MOST_SITEMAPS = 50

export const collecting: Limits = {
  pages: knowledgeLimits.sitemapPages,
  sitemaps: MOST_SITEMAPS,
  bytes: 2 * knowledgeLimits.pageBytes,
  ms: 20_000,
}

/**
 * The pages that a sitemap, or the sitemaps of its index, list: of the same site only, each once, in their order. Rejects
 * only when the signal aborts.
 */
export async function collectPages(
  { guard, readSafely }: Deps,
  address: string,
  limits: Limits,
  signal: AbortSignal,
): Promise<Collected> {
  const waiting = [address]
  const seen = new Set(waiting)
  const pages = new Set<string>()
  const left: Left = { elsewhere: 0, more: 0, sitemaps: 0, unread: 0 }
  let bytes = 0
  for (let looked = 0; waiting.length > 0; looked += 1) {
    if (looked >= limits.sitemaps || pages.size >= limits.pages) break
    const next = waiting.shift() ?? ''
    const found = await lookAt({ guard, readSafely }, next, limits, signal)
    // Of an index, one that cannot be read leaves the others.
    if (!found.ok && looked === 0) return found
    if (!found.ok) left.unread += 1
    else {
      bytes += found.bytes
      const onSite = found.addresses.filter((one) => sameSite(one, address) && guard.checkUrl(one).ok)
      left.elsewhere += found.addresses.length - onSite.length
      if (found.kind === 'pages') addTo(pages, onSite, limits.pages, left)
      else for (const one of onSite.filter((one) => !seen.has(one))) waiting.push(one) && seen.add(one)
    }
  }
  left.sitemaps = waiting.length
  const listed = pages.size + left.more
  return { ok: true, pages: [...pages], listed, bytes, notice: noticeOf(left, limits) }
}

type Left = { elsewhere: number; more: number; sitemaps: number; unread: number }
type Look = { ok: true; kind: 'pages' | 'index'; addresses: string[]; bytes: number } | NotFetched

async function lookAt(
  { guard, readSafely }: Deps,
  address: string,
  limits: Limits,
  signal: AbortSignal,
): Promise<Look> {
  const fetched = await fetchGuarded(guard, address, limits, signal)
  if (!fetched.ok) return fetched
  const reading = await readSafely.sitemap(fetched.bytes, signal)
  return reading.ok ? { ...reading, bytes: fetched.bytes.length } : { ...reading, again: false }
}

function addTo(pages: Set<string>, found: readonly string[], most: number, left: Left): void {
  for (const address of found) {
    const page = new URL(address)
    page.hash = ''
    if (pages.has(page.href)) continue
    if (pages.size < most) pages.add(page.href)
    else left.more += 1
  }
}

/** A sitemap speaks for its own site; with and without "www." are one. */
function sameSite(address: string, sitemap: string): boolean {
  const [one, other] = [new URL(address), new URL(sitemap)].map(({ host }) => host.replace(/^www\./, ''))
  return one === other
}

function noticeOf({ elsewhere, more, sitemaps, unread }: Left, limits: Limits): string | null {
  const said = [
    more > 0 ? `Only the first ${limits.pages} pages are read.` : '',
    sitemaps > 0 ? `${counted(sitemaps, 'sitemap', 'sitemaps')} of the index ${were(sitemaps)} not looked at.` : '',
    elsewhere > 0
      ? `${counted(elsewhere, 'address', 'addresses')} of other sites, or not allowed, ${were(elsewhere)} left out.`
      : '',
    unread > 0 ? `${counted(unread, 'sitemap', 'sitemaps')} of the index could not be read.` : '',
  ].filter((sentence) => sentence !== '')
  return said.length === 0 ? null : said.join(' ')
}

const counted = (count: number, one: string, many: string) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`
const were = (count: number) => (count === 1 ? 'was' : 'were')
