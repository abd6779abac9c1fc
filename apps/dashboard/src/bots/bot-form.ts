import type { Bot, UpdateBot } from '@baton/protocol'
import { ProblemError } from '../api/problem.ts'
import { botTexts as texts } from '../texts/bots.ts'
import { modelTexts } from '../texts/models.ts'
import { type ModelForm, modelFormOf, modelRules, toWriteModel } from './model-form.ts'

/** The settings that are saved as they are typed. */
type Plain = Pick<
  Bot,
  | 'name'
  | 'greeting'
  | 'instructions'
  | 'takeOverAllowed'
  | 'whileWaiting'
  | 'agentAwayMinutes'
  | 'unansweredMinutes'
  | 'keywords'
  | 'colour'
>

/** What the settings page lets one change and saves together. An empty cap is none. */
export type BotForm = Plain & { model: ModelForm; dailyTokenCap: number | string; dailyCostCap: number | string }

export function formOf(bot: Bot): BotForm {
  return {
    name: bot.name,
    greeting: bot.greeting,
    instructions: bot.instructions,
    takeOverAllowed: bot.takeOverAllowed,
    whileWaiting: bot.whileWaiting,
    agentAwayMinutes: bot.agentAwayMinutes,
    unansweredMinutes: bot.unansweredMinutes,
    keywords: bot.keywords,
    colour: bot.colour,
    model: modelFormOf(bot.model),
    dailyTokenCap: bot.dailyTokenCap ?? '',
    dailyCostCap: bot.dailyCostCap ?? '',
  }
}

/** Only what was changed, so that a colleague's change of another field is not undone. */
export function changesOf(before: BotForm, after: BotForm): UpdateBot {
  const [was, is] = [updateOf(before), updateOf(after)]
  const entries = Object.entries(is).filter(
    ([field, value]) => JSON.stringify(was[field as keyof UpdateBot]) !== JSON.stringify(value),
  )
  return Object.fromEntries(entries)
}

const updateOf = ({ model, dailyTokenCap, dailyCostCap, ...plain }: BotForm): UpdateBot => ({
  ...plain,
  model: toWriteModel(model),
  dailyTokenCap: orNone(dailyTokenCap),
  dailyCostCap: orNone(dailyCostCap),
})

const orNone = (value: number | string) => (typeof value === 'number' ? value : null)

const minutes = (value: unknown) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 1440
    ? null
    : texts.takeover.minutesWrong

const MOST_KEYWORDS = 100

function keywordsProblem(words: readonly string[]): string | null {
  if (words.length > MOST_KEYWORDS) return texts.offer.keywordsMany
  const wrong = words.find((word) => word.trim().length < 2 || word.length > 80)
  return wrong === undefined ? null : texts.offer.keywordWrong(wrong)
}

/** Why a field cannot be saved, or null; the server has the same rules. */
export const botRules = {
  name: (value: string) => (value.trim() === '' ? texts.fields.nameMissing : null),
  agentAwayMinutes: minutes,
  unansweredMinutes: minutes,
  keywords: keywordsProblem,
  colour: (value: string) => (/^#[0-9a-f]{6}$/i.test(value) ? null : texts.fields.colourWrong),
  model: modelRules,
  dailyTokenCap: (value: number | string) =>
    value === '' || (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 1_000_000_000)
      ? null
      : modelTexts.tokenCapWrong,
  dailyCostCap: (value: number | string, { model }: Pick<BotForm, 'model'>) => {
    if (value === '' || model.provider === 'builtin') return null
    if (typeof value !== 'number' || value <= 0 || value > 1_000_000) return modelTexts.costCapWrong
    // Without prices nothing costs anything, and the cap would never be reached.
    return typeof model.priceInput === 'number' && typeof model.priceOutput === 'number'
      ? null
      : modelTexts.costCapUnpriced
  },
}

/** The server's own words for each wrong field, under the name that the form has for it. */
export function refusedFields(error: unknown): Record<string, string> {
  if (!(error instanceof ProblemError)) return {}
  if (error.code === 'url_not_allowed') return { 'model.baseUrl': error.message }
  const issues = error.problem.issues ?? []
  return Object.fromEntries(issues.map(({ path, message }) => [path.replace(/^body[./]/, ''), message]))
}
