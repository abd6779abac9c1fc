import { type CheerioAPI, load } from 'cheerio/slim'
import type { AnyNode } from 'domhandler'
import { type Reading, unread } from './document.ts'
import { htmlText } from './html-text.ts'

/** A text of this many characters is taken for the page's own, however much is around it. */
const ENOUGH = 200

/** The main text of a page, without menus, footers and banners, and its title. */
export function readHtml(html: string): Reading {
  const page = load(html)
  if (isTooDeep(roots(page))) return unread('Its elements are nested too deeply.')
  if (page('html, body, div, p, h1, h2, h3, li, td, span, a, pre').length === 0 && /<\?xml|<urlset|<rss/i.test(html)) {
    return unread('This is data for programs, not a page.')
  }
  return { ok: true, title: titleOf(page), text: mainText(page), pages: null }
}

/** No page that people made is nested like this; looking for something in such a tree would take minutes. */
const DEEPEST = 2_000

function isTooDeep(nodes: readonly AnyNode[]): boolean {
  let level: readonly AnyNode[] = nodes
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return true
    level = level.flatMap((node) => ('children' in node ? (node.children as AnyNode[]) : []))
  }
  return false
}

function titleOf(page: CheerioAPI): string | null {
  const own = page('head > title, title').first().text() || page('meta[property="og:title"]').attr('content')
  const title = (own ?? '').trim() || page('h1').first().text().trim()
  return title === '' ? null : title
}

function mainText(page: CheerioAPI): string {
  const all = htmlText(withoutPageHeader(page))
  for (const selector of ['main, [role="main"]', 'article']) {
    const found = page(selector).toArray()
    // Several articles are a list of them: then the page is what surrounds them.
    if (found.length !== 1) continue
    const text = htmlText(found)
    if (text.length >= ENOUGH || text.length >= all.length / 2) return text
  }
  return all === '' ? htmlText(roots(page), { whole: true }) : all
}

/** The body without the header that all pages of a site share. */
function withoutPageHeader(page: CheerioAPI): AnyNode[] {
  const headers = page('body > header, body > div > header').toArray()
  const worth = headers.filter((header) => page(header).find('h1').length === 0 || page('main, article').length > 0)
  page(worth).remove()
  return roots(page)
}

const roots = (page: CheerioAPI): AnyNode[] => page.root().contents().toArray()
