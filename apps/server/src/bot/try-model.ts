import { performance } from 'node:perf_hooks'
import type { ModelTest } from '@baton/protocol'
import { generateText } from 'ai'
import type { ModelWithKey } from '../store/bot-models.ts'
import type { Use } from '../store/model-usage.ts'
import { limitedFetch } from './limited-fetch.ts'
import { costOf } from './model-cost.ts'
import { modelFailure } from './model-failure.ts'
import { answerTokens, openModel } from './model-provider.ts'
import { USED_UP } from './thinking-models.ts'

/** How long a try may take, in milliseconds. */
const TIME_LIMIT = 20_000

const NOTHING = 'The model answered with nothing.'

export type TryModel = (model: ModelWithKey, used: (use: Use) => Promise<void>) => Promise<ModelTest>

/** Makes one real call, small and bounded, and says what came of it. The built-in answerer needs no try. */
export function createTryModel(fetch: typeof globalThis.fetch): TryModel {
  return async ({ model, apiKey }, used) => {
    if (model.provider === 'builtin') return { ok: true, latencyMs: 0, reply: 'The built-in answerer needs no key.' }
    const began = performance.now()
    const latencyMs = () => Math.round(performance.now() - began)
    try {
      const { text, usage, finishReason } = await generateText({
        model: openModel({ model, apiKey }, limitedFetch(fetch)),
        prompt: 'Answer with the one word: ready',
        // As in a real answer, so that a length that is too short for a model shows itself here.
        maxOutputTokens: answerTokens(model),
        maxRetries: 0,
        telemetry: { isEnabled: false },
        abortSignal: AbortSignal.timeout(TIME_LIMIT),
        ...(model.temperature === undefined ? {} : { temperature: model.temperature }),
      })
      const took = latencyMs()
      await used(costOf(model, usage.inputTokens ?? 0, usage.outputTokens ?? 0))
      const reply = text.trim().slice(0, 200)
      if (reply === '') return { ok: false, latencyMs: took, error: finishReason === 'length' ? USED_UP : NOTHING }
      return { ok: true, latencyMs: took, reply }
    } catch (error) {
      return { ok: false, latencyMs: latencyMs(), error: modelFailure(error, apiKey) }
    }
  }
}
