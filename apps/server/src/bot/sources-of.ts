import type { Passage, TurnPart } from './bot-port.ts'

/** What an answer rests on, each once: a page that is known by itself and from a sitemap is one source. */
export function* sourcesOf(passages: readonly Passage[]): Generator<TurnPart> {
  const named = new Set<string>()
  for (const { knowledgeId, title, url } of passages) {
    const key = url ?? knowledgeId
    if (named.has(key)) continue
    named.add(key)
    yield { kind: 'source', title, url }
  }
}
