import { createAnthropic } from '@ai-sdk/anthropic'
import { createGoogleGenerativeAI } from '@ai-sdk/google'
import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { LanguageModel } from 'ai'
import type { ModelWithKey, StoredModel } from '../store/bot-models.ts'
import { adaptedFetch } from './adapted-fetch.ts'
import { thoughtful } from './thoughtful-model.ts'

// At each call it would print, beside the log, what a model makes of a setting.
globalThis.AI_SDK_LOG_WARNINGS = false

/** Settings that call a model, not the built-in answerer. */
export type HostedModel = Exclude<StoredModel, { provider: 'builtin' }>

/** The provider's own addresses, so that none is ever read from the environment. */
export const ownAddress = {
  openai: 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com/v1',
  google: 'https://generativelanguage.googleapis.com/v1beta',
} as const

/** Where a model is called. */
export function addressOf(model: HostedModel): string {
  return model.baseUrl ?? (model.provider === 'openai-compatible' ? '' : ownAddress[model.provider])
}

/** The longest answer where the team has set none, in tokens. */
const ANSWER_TOKENS = 800

export function answerTokens({ maxOutputTokens }: HostedModel): number {
  return maxOutputTokens ?? ANSWER_TOKENS
}

/** The settings do not suffice to call a model. */
export class ModelNotSetUp extends Error {
  override readonly name = 'ModelNotSetUp'
}

/** The model that these settings name. Every request goes through `fetch` and nowhere else. Throws `ModelNotSetUp`. */
export function openModel(setting: Setting, fetch: typeof globalThis.fetch): LanguageModel {
  return thoughtful(modelOf(setting, fetch), setting.model)
}

type Setting = { model: HostedModel; apiKey: ModelWithKey['apiKey'] }

function modelOf({ model, apiKey }: Setting, guarded: typeof globalThis.fetch) {
  const fetch = adaptedFetch(guarded)
  const baseURL = addressOf(model)
  if (model.provider === 'openai-compatible') {
    const named = { name: 'model', baseURL, includeUsage: true, fetch }
    // A server of one's own often wants no key.
    return createOpenAICompatible(apiKey === null ? named : { ...named, apiKey }).chatModel(model.name)
  }
  if (apiKey === null) throw new ModelNotSetUp('There is no API key for this provider. Enter one.')
  const settings = { baseURL, apiKey, fetch }
  switch (model.provider) {
    case 'openai':
      // The chat API, because the other one keeps conversations at the provider.
      return createOpenAI(settings).chat(model.name)
    case 'anthropic':
      return createAnthropic(settings)(model.name)
    case 'google':
      return createGoogleGenerativeAI(settings)(model.name)
  }
}
