import { z } from 'zod'
import { MOST_SITES, toSite } from './site.ts'

export const colourSchemes = ['auto', 'light', 'dark'] as const
export const launcherPositions = ['right', 'left'] as const
export const launcherIcons = ['chat', 'question', 'wave', 'person'] as const
/** How many questions a chat may suggest before anything was asked. */
export const MOST_QUESTIONS = 6

const hexColour = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'a colour like #2f5bd3')
const theme = {
  scheme: z.enum(colourSchemes),
  /** Of launcher, header and the customer's own messages; text on it is black or white, whichever can be read. */
  colour: hexColour,
  position: z.enum(launcherPositions),
  /** Words beside the launcher's icon, and its accessible name; empty for the icon alone. */
  launcherLabel: z.string().trim().max(40),
  launcherIcon: z.enum(launcherIcons),
}

/** How a bot's chat looks. */
export const ChannelTheme = z.object({
  ...theme,
  /** The bot's picture, an address on this server; null for its mark. */
  avatarUrl: z.string().nullable(),
})

const questions = z.array(z.string().trim().min(1).max(160)).max(MOST_QUESTIONS)
/** A language tag such as `pt-BR`; null leaves the choice to the page and the browser. */
const locale = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a language tag such as de or pt-BR')
  .max(35)
  .nullable()
const Site = z
  .string()
  .max(300)
  .transform((typed, context) => {
    const site = toSite(typed)
    if (site !== null) return site
    context.addIssue({ code: 'custom', message: 'a site like https://example.com or https://*.example.com' })
    return z.NEVER
  })

/** The web channel of a bot, as members see it. */
export const WebChannel = z.object({
  theme: ChannelTheme,
  suggestedQuestions: z.array(z.string()),
  locale: z.string().nullable(),
  /** Where the widget and the frame may stand, as origins. With none, and not `anySite`, only the direct page works. */
  allowedSites: z.array(z.string()),
  anySite: z.boolean(),
  /** When the secret for signing identities was made; null while nobody can be identified. The secret itself is shown once. */
  identity: z.object({ secretMadeAt: z.iso.datetime().nullable() }),
  updatedAt: z.iso.datetime().nullable(),
})

export const UpdateWebChannel = z
  .strictObject({
    theme: z.strictObject(theme).partial(),
    suggestedQuestions: questions,
    locale,
    allowedSites: z.array(Site).max(MOST_SITES),
    anySite: z.boolean(),
  })
  .partial()

/** Only in the answer that makes it. */
export const IdentitySecret = z.object({ secret: z.string(), madeAt: z.iso.datetime() })

export type ChannelTheme = z.infer<typeof ChannelTheme>
export type WebChannel = z.infer<typeof WebChannel>
export type UpdateWebChannel = z.infer<typeof UpdateWebChannel>
export type IdentitySecret = z.infer<typeof IdentitySecret>
