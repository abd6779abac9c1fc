import { z } from 'zod'
import { CustomerConversation } from './conversation-view.ts'
import { LeadForm } from './http-power-ups.ts'
import { ChannelTheme } from './http-web-channel.ts'

/** What a page of the web channel needs to draw itself before anybody has typed. */
export const ChannelBot = z.object({
  id: z.string(),
  name: z.string(),
  greeting: z.string(),
  colour: z.string(),
  /** Said before the first answer: a bot is answering, and whether it is an AI model. */
  disclosure: z.enum(['bot', 'ai']),
  human: z.object({
    /** Whether a person can be asked for at all. */
    available: z.boolean(),
    /** `takeover`: somebody joins this chat. `contact`: the team answers by e-mail. */
    how: z.enum(['takeover', 'contact']),
    emailRequired: z.boolean(),
  }),
  /** What the form of Collect a Lead asks for; null where the bot cannot show it. */
  lead: LeadForm.nullable(),
  theme: ChannelTheme,
  /** Offered before anything was asked. */
  suggestedQuestions: z.array(z.string()),
  /** The bot was deleted. Said only to its own customers, who may go on reading what was said. */
  deleted: z.literal(true).optional(),
  /** The language of the page's own words; null leaves the choice to the page around and the browser. */
  locale: z.string().nullable(),
})

/** Who a site says its customer is: a JWT (HS256, `aud` the bot's id, `sub`, `exp`), signed with the bot's secret. */
export const Identify = z.strictObject({ token: z.string().min(1).max(4000) })

/** The customer that the identity belongs to, wherever it was last used. */
export const Identified = z.object({
  /** The customer's token. */
  token: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  /** The customer's newest conversation that has not ended; null where the next message begins one. */
  conversation: CustomerConversation.nullable(),
})

export type ChannelBot = z.infer<typeof ChannelBot>
export type Identify = z.infer<typeof Identify>
export type Identified = z.infer<typeof Identified>
