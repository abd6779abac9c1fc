import type { Offer } from '@baton/core'
import type { z } from 'zod'
import type { Form } from './form.ts'

/** What a call of a power-up comes to. A model can only ask: what happens is the platform's. */
export type Doing<Settings, Input> =
  /** The page shows the power-up's form under the bot's message. Nothing has happened until the customer fills it in. */
  | { what: 'offer'; offer: (input: Input) => Offer; form?: Form<Settings> }
  /** Says something that the bot may use in its answer, a text of at most 4,000 characters. Runs at most 5 seconds. */
  | { what: 'tell'; tell: (input: Input, settings: Settings, signal: AbortSignal) => Promise<string> }

/** A capability that a bot can be given: one file in `catalogue/`. */
export type PowerUp<Settings extends z.ZodObject = z.ZodObject, Input extends z.ZodObject = z.ZodObject> = {
  /** Its name in addresses and in calls of a model; never changes. */
  kind: string
  /** As the catalogue shows it. */
  title: string
  description: string
  /** Where it stands in the catalogue; smaller comes first. */
  place: number
  /** What a team can set. `notifyEmails` is for owners and admins wherever it appears. */
  settings: Settings
  /** The settings of a power-up that was just added. */
  initial: z.infer<Settings>
  /** How a model is told of it. */
  tool: { description: string; input: Input }
  does: Doing<z.infer<Settings>, z.infer<Input>>
}

/** A power-up with its types checked against each other, as the registry holds it. */
export function definePowerUp<Settings extends z.ZodObject, Input extends z.ZodObject>(
  powerUp: PowerUp<Settings, Input>,
): PowerUp {
  return powerUp as unknown as PowerUp
}
