import { useQuery } from '@tanstack/react-query'
import { useMe } from '../account/me.tsx'
import { listBots } from '../api/bots.ts'
import { keys } from '../api/keys.ts'

/** What a bot is made with; used where this member's role cannot read the bots' settings. */
const USUAL_MINUTES = 15

/** After how long a customer of this bot has waited too long, in milliseconds. */
export function useWaitTarget(botId: string): number {
  const { manageBots } = useMe().can
  const bots = useQuery({ queryKey: keys.bots, queryFn: listBots, enabled: manageBots, staleTime: 60_000 })
  const bot = bots.data?.items.find((one) => one.id === botId)
  return (bot?.unansweredMinutes ?? USUAL_MINUTES) * 60_000
}
