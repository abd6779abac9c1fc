import { z } from 'zod'

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
})

export type ChannelBot = z.infer<typeof ChannelBot>
