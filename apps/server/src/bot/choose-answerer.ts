import type { ModelWithKey } from '../store/bot-models.ts'
import type { Answerer, Turn, TurnPart } from './bot-port.ts'
import { isStale } from './escalation-sense.ts'
import { failurePhrases } from './failure-phrases.ts'
import type { createModelAnswerer } from './model-answerer.ts'
import type { HostedModel } from './model-provider.ts'
import { leadInstead } from './offer-lead.ts'
import { phrases } from './phrases.ts'
import { readMessages } from './read-messages.ts'

export type BotModel = ModelWithKey & { tokenCap: number | null; costCap: number | null }

export type ChooseDeps = {
  builtIn: Answerer
  byModel: ReturnType<typeof createModelAnswerer>
  /** The model that a bot has now; null when the bot is gone. */
  modelOf: (botId: string) => Promise<BotModel | null>
  /** What the bot's model used today. */
  usedToday: (botId: string) => Promise<{ tokens: number; cost: number }>
}

/** Answers by the bot's own model while its day allows, else says so and offers a human; without a model, by itself. */
export function chooseAnswerer({ builtIn, byModel, modelOf, usedToday }: ChooseDeps): Answerer {
  return {
    async *answer(turn) {
      const setting = await modelOf(turn.bot.id)
      if (setting === null || setting.model.provider === 'builtin') yield* builtIn.answer(turn)
      else if (await isCapped(setting, turn.bot.id, usedToday)) yield* overTheCap(turn)
      else yield* byModel(turn, { ...setting, model: setting.model as HostedModel })
    },
  }
}

/** Whether the bot's model has used up what it may use in a day. */
export async function isCapped(
  { tokenCap, costCap }: BotModel,
  botId: string,
  usedToday: ChooseDeps['usedToday'],
): Promise<boolean> {
  if (tokenCap === null && costCap === null) return false
  const { tokens, cost } = await usedToday(botId)
  return (tokenCap !== null && tokens >= tokenCap) || (costCap !== null && cost >= costCap)
}

function* overTheCap(turn: Turn): Generator<TurnPart> {
  const { language, wantsHuman } = readMessages(turn)
  const { limit } = failurePhrases[language]
  const { offer, teamTold, leaveDetails } = phrases[language]
  const reason = wantsHuman ? 'direct_request' : 'unable_to_answer'
  const available = turn.humanState === 'available' && !isStale(turn, reason)
  const lead = leadInstead(turn, reason)
  const otherwise = lead === null ? '' : ` ${leaveDetails}`
  const more = available ? ` ${offer}` : turn.humanState === 'waiting' ? ` ${teamTold}` : otherwise
  yield { kind: 'text', text: `${limit}${more}` }
  if (available) yield { kind: 'call', powerUp: 'talk_to_a_human', reason }
  if (lead !== null) yield { kind: 'offer', offer: lead }
  yield { kind: 'failed', message: 'The daily cap of the bot’s model is reached.' }
}
