import type { FirstTexts } from './texts.ts'

/** Each catalogue is a file of its own, fetched only by pages that speak its language. */
const files = import.meta.glob<string>('./first/*.json', { query: '?url', import: 'default', eager: true })
const FALLBACK = 'en'

/** The languages that this page speaks. */
export const languages: string[] = Object.keys(files).map((path) => path.slice('./first/'.length, -'.json'.length))

/** A catalogue's name (`pt`) and the tag by which numbers and dates are written (`pt-BR`). */
export type Language = { name: string; tag: string }

/** The first wanted language that there is, by the main part of its tag; else English. */
export function chooseLanguage(wanted: readonly (string | null | undefined)[], known = languages): Language {
  const tags = wanted.map((written) => wellFormed(written ?? '') ?? '')
  for (const tag of tags) {
    const main = tag.split('-')[0] ?? ''
    if (!known.includes(main)) continue
    // Where only the language is said (`en`), the browser knows how its country writes dates and times.
    return { name: main, tag: tag === main ? (tags.find((other) => other.startsWith(`${main}-`)) ?? tag) : tag }
  }
  return { name: FALLBACK, tag: FALLBACK }
}

/** Fetches what is said first, in one of `languages`; null where the network fails. */
export const fetchFirstTexts = (name: string) => fetchCatalogue<FirstTexts>(files[`./first/${name}.json`])

export async function fetchCatalogue<Catalogue>(url = ''): Promise<Catalogue | null> {
  try {
    const response = await fetch(url)
    return response.ok ? ((await response.json()) as Catalogue) : null
  } catch {
    return null
  }
}

/** The tag as the standard writes it (`pt_br`: `pt-BR`, `iw`: `he`); null for what is none. */
function wellFormed(written: string): string | null {
  try {
    return Intl.getCanonicalLocales(written.replaceAll('_', '-'))[0] ?? null
  } catch {
    return null
  }
}
