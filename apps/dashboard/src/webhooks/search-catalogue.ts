import type { WebhookType } from '@baton/protocol'
import { webhookTexts } from '../texts/webhooks.ts'

const all = Object.keys(webhookTexts.types) as WebhookType[]

/** The types whose name or description holds every word of the query, in any order; all of them for an empty one. */
export function searchCatalogue(query: string): WebhookType[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return all.filter((type) => {
    const { title, fires } = webhookTexts.types[type]
    const text = `${type} ${title} ${fires}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
