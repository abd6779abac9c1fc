import { embedTexts, hasEmbeddings } from '../bot/model-embeddings.ts'
import type { Embedder } from '../knowledge/search-by-meaning.ts'
import type { Stores } from './stores.ts'

/** How a bot's texts become vectors: at the provider of its model, counted as every call of a model is. */
export function embeddersOf({ bots, vectors, usage }: Stores, fetch: typeof globalThis.fetch) {
  return async (botId: string): Promise<Embedder | null> => {
    const name = await vectors.modelOf(botId)
    const setting = name === null ? null : await bots.modelOf(botId)
    if (name === null || setting === null) return null
    const { model, apiKey } = setting
    if (model.provider === 'builtin' || !hasEmbeddings(model)) return null
    return {
      model: `${model.provider}/${name}`,
      embed: async (texts, signal) => {
        const { vectors, tokens } = await embedTexts({ model, apiKey, name }, texts, { fetch, signal })
        await usage.add(botId, null, { inputTokens: tokens, outputTokens: 0, cost: null })
        return vectors
      },
    }
  }
}

/** The setting for search by meaning, as members see and change it. */
export function embeddingSettings({ bots, vectors }: Stores) {
  const get = async (botId: string) => {
    const setting = await bots.modelOf(botId)
    return { model: await vectors.modelOf(botId), available: setting !== null && hasEmbeddings(setting.model) }
  }
  return {
    get,
    set: async (botId: string, model: string | null) => {
      await vectors.setModel(botId, model)
      return get(botId)
    },
  }
}
