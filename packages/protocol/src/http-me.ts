import { z } from 'zod'

export const themes = ['auto', 'light', 'dark'] as const
export const Theme = z.enum(themes)

/** The languages that the dashboard speaks, as tags of BCP 47. They also say how times and dates are written. */
export const languages = ['en-GB', 'en-US'] as const
export const Language = z.enum(languages)

const preferences = {
  /** Rings when an escalation arrives or a held conversation has a new message. */
  sound: z.boolean(),
  /** Counts what waits in the title of the browser's tab. */
  titleCount: z.boolean(),
  /** Shows desktop notifications, once the browser allows them. */
  desktopNotifications: z.boolean(),
  theme: Theme,
  language: Language,
  /** Shortcuts of one key, without Ctrl or Cmd. */
  singleKeys: z.boolean(),
}

/** How a member likes to work; kept on the server, so that it is the same in every browser. */
export const Preferences = z.object(preferences)
export const UpdatePreferences = z.strictObject(preferences).partial()

export type Theme = z.infer<typeof Theme>
export type Language = z.infer<typeof Language>
export type Preferences = z.infer<typeof Preferences>
