import { fetchCatalogue } from './languages.ts'
import { type FurtherTexts, learn } from './texts.ts'

const files = import.meta.glob<string>('./*.json', { query: '?url', import: 'default', eager: true })

/** Fetches everything that is not said at first, and speaks it from then on. Rejects where the network fails. */
export async function fetchFurtherTexts(name: string): Promise<void> {
  const catalogue = await fetchCatalogue<FurtherTexts>(files[`./${name}.json`])
  if (catalogue === null) throw new Error('the texts could not be fetched')
  learn(catalogue)
}
