import { useQuery } from '@tanstack/react-query'
import { listConversationBots } from '../api/conversations.ts'
import { keys } from '../api/keys.ts'

/** What a bot is made with; used until the bots are known. */
const USUAL_MINUTES = 15

/** The bots that conversations can be with, the oldest first. */
export function useConversationBots() {
  const bots = useQuery({ queryKey: keys.conversationBots, queryFn: listConversationBots, staleTime: 60_000 })
  return bots.data?.items ?? []
}

/** After how long a customer of this bot has waited too long, in milliseconds. */
export function useWaitTarget(botId: string): number {
  const bot = useConversationBots().find((one) => one.id === botId)
  return (bot?.unansweredMinutes ?? USUAL_MINUTES) * 60_000
}
