import { createGoogleGenerativeAI } from '@ai-sdk/google'
import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { type EmbeddingModel, embedMany } from 'ai'
import type { ModelWithKey } from '../store/bot-models.ts'
import { limitedFetch } from './limited-fetch.ts'
import { addressOf, type HostedModel } from './model-provider.ts'

/** Vectors of many texts are larger than an answer: in bytes. */
const MOST_BYTES = 20_000_000

/** Whether this provider turns texts into vectors at all. */
export function hasEmbeddings({ provider }: ModelWithKey['model']): boolean {
  return provider === 'openai-compatible' || provider === 'openai' || provider === 'google'
}

/** Turns texts into vectors at the bot's provider. Rejects with what the provider says. */
export async function embedTexts(
  setting: { model: HostedModel; apiKey: string | null; name: string },
  texts: string[],
  { fetch, signal }: { fetch: typeof globalThis.fetch; signal: AbortSignal },
): Promise<{ vectors: number[][]; tokens: number }> {
  const model = embeddingModel(setting, limitedFetch(fetch, MOST_BYTES))
  const { embeddings, usage } = await embedMany({ model, values: texts, maxRetries: 0, abortSignal: signal })
  return { vectors: embeddings, tokens: Number.isFinite(usage.tokens) ? usage.tokens : 0 }
}

function embeddingModel(
  { model, apiKey, name }: { model: HostedModel; apiKey: string | null; name: string },
  fetch: typeof globalThis.fetch,
): EmbeddingModel {
  const baseURL = addressOf(model)
  if (model.provider === 'openai-compatible') {
    const named = { name: 'model', baseURL, fetch }
    return createOpenAICompatible(apiKey === null ? named : { ...named, apiKey }).embeddingModel(name)
  }
  const settings = { baseURL, apiKey: apiKey ?? '', fetch }
  return model.provider === 'google'
    ? createGoogleGenerativeAI(settings).embeddingModel(name)
    : createOpenAI(settings).embeddingModel(name)
}
