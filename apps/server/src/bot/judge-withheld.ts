import type { ModelWithKey } from '../store/bot-models.ts'
import type { Turn } from './bot-port.ts'
import type { Outcome } from './complete-reply.ts'
import { judgePromise, type Verdict } from './judge-promise.ts'
import { limitedFetch } from './limited-fetch.ts'
import type { ModelAnswererDeps } from './model-answerer.ts'
import { callLimits } from './model-call.ts'
import { costOf, roughTokens } from './model-cost.ts'
import { type HostedModel, openModel } from './model-provider.ts'

/** For the log of the bot. */
export const LEFT_OUT = 'Part of an answer was left out: it promised a human, which a model cannot.'
export const UNJUDGED =
  'Part of an answer was left out: the rules cannot tell whether it promises a human, and the model did not say so in time.'

type Withheld = { text: string; ended: Outcome['ended']; began: number }

/** Asks the same model about what the rules cannot tell, within the time that the turn has left, and counts the call. */
export async function judgeWithheld(
  { fetch, used, limits = callLimits }: ModelAnswererDeps,
  turn: Turn,
  setting: ModelWithKey & { model: HostedModel },
  { text, ended, began }: Withheld,
): Promise<Verdict | 'not_asked'> {
  // A model that was too slow, or broke off, has had its time.
  if (ended === 'too_slow' || ended === 'broken_off') return 'not_asked'
  const { verdict, usage, asked } = await judgePromise(text, {
    model: openModel(setting, limitedFetch(fetch)),
    temperature: setting.model.temperature,
    waits: turn.humanState === 'waiting',
    withinMs: Math.min(limits.judgeMs, limits.untilMs - (performance.now() - began)),
    signal: turn.signal,
  })
  const { inputTokens, outputTokens } = usage ?? { inputTokens: roughTokens(asked), outputTokens: 0 }
  const use = costOf(setting.model, inputTokens, outputTokens)
  if (inputTokens > 0) await used(turn.bot.id, turn.conversationId, use)
  return verdict
}
