import type { Actor } from '../actor.ts'
import type { FormField } from '../form.ts'
import type { World } from '../ports.ts'
import { type Outcome, perform } from './perform.ts'

/** A form as its power-up declares it for this bot, and what the customer filled in. The same `clientId` again appends nothing. */
export type AnsweredForm = {
  clientId: string
  powerUp: string
  title: string
  fields: readonly FormField[]
  values: Readonly<Record<string, string>>
}

/** The customer fills in a power-up's form; the caller has looked up that the bot has it. */
export function answerForm(
  world: World,
  by: Extract<Actor, { kind: 'customer' }>,
  conversationId: string,
  form: AnsweredForm,
): Promise<Outcome> {
  return perform(world, conversationId, { type: 'answer_form', by, ...form })
}
