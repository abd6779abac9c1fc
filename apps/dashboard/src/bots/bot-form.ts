import type { Bot, UpdateBot } from '@baton/protocol'
import { botTexts as texts } from '../texts/bots.ts'

/** What the settings page lets one change and saves together. */
export type BotForm = Pick<
  Bot,
  | 'name'
  | 'greeting'
  | 'instructions'
  | 'takeOverAllowed'
  | 'whileWaiting'
  | 'agentAwayMinutes'
  | 'unansweredMinutes'
  | 'colour'
>

export function formOf(bot: Bot): BotForm {
  const { name, greeting, instructions, takeOverAllowed, whileWaiting, agentAwayMinutes, unansweredMinutes, colour } =
    bot
  return { name, greeting, instructions, takeOverAllowed, whileWaiting, agentAwayMinutes, unansweredMinutes, colour }
}

/** Only what was changed, so that a colleague's change of another field is not undone. */
export function changesOf(before: BotForm, after: BotForm): UpdateBot {
  const entries = Object.entries(after).filter(([field, value]) => before[field as keyof BotForm] !== value)
  return Object.fromEntries(entries)
}

const minutes = (value: unknown) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 1440
    ? null
    : texts.takeover.minutesWrong

/** Why a field cannot be saved, or null; the server has the same rules. */
export const botRules = {
  name: (value: string) => (value.trim() === '' ? texts.fields.nameMissing : null),
  agentAwayMinutes: minutes,
  unansweredMinutes: minutes,
  colour: (value: string) => (/^#[0-9a-f]{6}$/i.test(value) ? null : texts.fields.colourWrong),
}
