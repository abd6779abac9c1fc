import { z } from 'zod'

export const themes = ['auto', 'light', 'dark'] as const
export const Theme = z.enum(themes)

/**
 * What a member's mails are in and how the dashboard writes times and dates, as tags of BCP 47. The dashboard's own words are
 * English.
 */
const english = ['en-GB', 'en-US'] as const
const others = ['ar', 'de', 'es', 'fr', 'he', 'it', 'ja', 'nl', 'pl', 'pt', 'ru', 'sv', 'tr', 'uk', 'zh'] as const
export const languages = [...english, ...others] as const
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

/** A browser in which I am signed in. */
export const MySession = z.object({
  id: z.string(),
  /** The one that asks. */
  current: z.boolean(),
  userAgent: z.string().nullable(),
  /** The network address from which it began. */
  address: z.string().nullable(),
  startedAt: z.iso.datetime(),
  /** Exact to ten minutes. */
  lastUsedAt: z.iso.datetime(),
})
export const MySessions = z.object({ items: z.array(MySession) })
export type MySession = z.infer<typeof MySession>

export const TwoFactor = z.object({ enabled: z.boolean(), backupCodesLeft: z.int() })
export const TwoFactorBegun = z.object({
  /** For an authenticator app, `otpauth://…`; holds the secret. */
  totpUri: z.string(),
  /** Each works once; shown only here. */
  backupCodes: z.array(z.string()),
})
export const BackupCodes = z.object({ backupCodes: z.array(z.string()) })
export const ConfirmPassword = z.strictObject({ password: z.string().min(1).max(128) })
export const TwoFactorCode = z.strictObject({
  code: z.string().trim().min(1).max(40),
  /** Spares this browser the second step for 30 days. */
  trustDevice: z.boolean().default(false),
})
export type TwoFactor = z.infer<typeof TwoFactor>
export type TwoFactorBegun = z.infer<typeof TwoFactorBegun>
export type BackupCodes = z.infer<typeof BackupCodes>
