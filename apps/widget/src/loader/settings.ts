import type { BatonTheme } from '../../public/baton.d.ts'
import type { LookChange } from '../host/messages.ts'
import type { Place } from './place.ts'

/** What the launcher needs of `GET /api/channel/v1/bots/:botId`. */
export type BotSettings = {
  name: string
  locale: string | null
  theme: {
    scheme: string
    colour: string
    position: string
    launcherLabel: string
    launcherIcon: string
  }
}

/** `draft`: of a preview in the dashboard; the chat believes it only from there. */
export type Look = BotSettings['theme'] & Pick<LookChange, 'draft'>

/** What a sandboxed page sees, which may ask nobody. */
export const unknownBot: BotSettings = {
  name: 'Chat',
  locale: null,
  theme: { scheme: 'auto', colour: '#1f5f5b', position: 'right', launcherLabel: '', launcherIcon: 'chat' },
}

/** The bot's settings; a number where the server says no, null where nothing could be reached. */
export async function fetchSettings({ home, bot }: Place): Promise<BotSettings | number | null> {
  try {
    const answer = await fetch(`${home}/api/channel/v1/bots/${encodeURIComponent(bot)}`, { credentials: 'omit' })
    return answer.ok ? await answer.json() : answer.status
  } catch {
    return null
  }
}

/** The look with what the page wants changed of it; what is none of its values is left out. */
export function changed(look: Look, change: BatonTheme & Pick<Look, 'draft'>): Look {
  const { theme, colours, position, launcherLabel, launcherIcon, draft } = change
  const colour = colours?.primary
  return {
    scheme: theme ?? look.scheme,
    colour: colour && /^#[0-9a-f]{6}$/i.test(colour) ? colour : look.colour,
    position: position ?? look.position,
    launcherLabel: launcherLabel ?? look.launcherLabel,
    launcherIcon: launcherIcon ?? look.launcherIcon,
    draft: draft ?? look.draft,
  }
}

/** Black or white, whichever has more contrast with the colour (WCAG 2.2 relative luminance). */
export function readableOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000' : '#fff'
}
