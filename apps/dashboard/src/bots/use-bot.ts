import type { Bot, Page, UpdateBot } from '@baton/protocol'
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useOutletContext } from 'react-router'
import { getBot, updateBot } from '../api/bots.ts'
import { keys } from '../api/keys.ts'

export const useBotQuery = (id: string) => useQuery({ queryKey: keys.bot(id), queryFn: () => getBot(id) })

/** The bot of the page around. */
export const useBot = (): Bot => useOutletContext<Bot>()

/** Takes in what the server says a bot is now. */
export function rememberBot(client: QueryClient, bot: Bot): void {
  client.setQueryData(keys.bot(bot.id), bot)
  client.setQueryData<Page<Bot>>(
    keys.bots,
    (known) => known && { ...known, items: known.items.map((one) => (one.id === bot.id ? bot : one)) },
  )
}

/** Changes a bot, and remembers what became of it. */
export function useChangeBot(id: string): (change: UpdateBot) => Promise<Bot> {
  const client = useQueryClient()
  return async (change) => {
    const bot = await updateBot(id, change)
    rememberBot(client, bot)
    return bot
  }
}
