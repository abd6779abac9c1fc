/** A colour as its three channels, 0 to 255. */
type Channels = [number, number, number]

/** The grounds that text in the bot's colour stands on, per theme; the same values as in `tokens.css`. */
export const GROUND = { light: '#ffffff', dark: '#201c18' }
const READABLE = 4.5

/** What the style sheet takes from the bot's colour, by the names of its variables, such that every text can be read. */
export type BotColours = {
  bot: string
  /** Text on it. */
  'on-bot': string
  /** The colour as text on the light and on the dark ground. */
  'bot-text-light': string
  'bot-text-dark': string
}

export function botColours(colour: string): BotColours {
  const bot = /^#[0-9a-f]{6}$/i.test(colour) ? colour : '#475569'
  return {
    bot,
    'on-bot': contrast(bot, '#ffffff') >= READABLE ? '#ffffff' : '#000000',
    'bot-text-light': readable(bot, GROUND.light, '#000000'),
    'bot-text-dark': readable(bot, GROUND.dark, '#ffffff'),
  }
}

/** The WCAG contrast of two colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

/** The colour, moved towards black or white just as far as the ground asks for. */
function readable(colour: string, ground: string, towards: string): string {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = mix(colour, towards, share)
    if (contrast(mixed, ground) >= READABLE) return mixed
  }
  return towards
}

function mix(from: string, to: string, share: number): string {
  const target = channels(to)
  const mixed = channels(from).map((value, index) => Math.round(value + ((target[index] ?? 0) - value) * share))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
}

function channels(colour: string): Channels {
  const value = Number.parseInt(colour.slice(1), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}
