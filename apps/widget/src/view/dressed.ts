import type { ChannelBot } from '@baton/protocol'
import type { HostState } from '../host/port.ts'

/** The bot as this page shows it: what the page around asks for goes before the bot's own settings. */
export function dressed(bot: ChannelBot, { look }: Pick<HostState, 'look'>): ChannelBot {
  const { scheme = bot.theme.scheme, colour = bot.theme.colour, draft = {} } = look
  const { suggestedQuestions = bot.suggestedQuestions } = draft
  return { ...bot, suggestedQuestions, theme: { ...bot.theme, scheme, colour } }
}
