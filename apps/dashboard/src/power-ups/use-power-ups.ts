import type { AddedPowerUp, Bot } from '@baton/protocol'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { keys } from '../api/keys.ts'
import { listCatalogue, listPowerUps, putPowerUp, removePowerUp } from '../api/power-ups.ts'
import { rememberBot } from '../bots/use-bot.ts'

export const TALK_TO_A_HUMAN = 'talk_to_a_human'

/** What a bot can be given, and what it was given. */
export function usePowerUps(bot: Bot) {
  const catalogue = useQuery({ queryKey: keys.catalogue, queryFn: listCatalogue, staleTime: 60_000 })
  const added = useQuery({ queryKey: keys.powerUps(bot.id), queryFn: () => listPowerUps(bot.id) })
  const failed = [catalogue, added].find((query) => query.isError && query.data === undefined)
  return {
    catalogue: catalogue.data?.items,
    added: added.data?.items,
    error: failed?.error ?? null,
    retry: () => void failed?.refetch(),
  }
}

/** Ways to change the power-ups of a bot that keep the bot's other pages right. */
export function useChangePowerUps(bot: Bot) {
  const client = useQueryClient()
  const remember = (kind: string, saved: AddedPowerUp | null) => {
    client.setQueryData<{ items: AddedPowerUp[] }>(keys.powerUps(bot.id), (known) => {
      const others = (known?.items ?? []).filter((one) => one.kind !== kind)
      return { items: saved === null ? others : [...others, saved] }
    })
    if (kind === TALK_TO_A_HUMAN) rememberBot(client, { ...bot, talkToAHuman: saved?.enabled ?? false })
    void client.invalidateQueries({ queryKey: keys.bot(bot.id), exact: true })
  }
  return {
    put: async (kind: string, change: Record<string, unknown>) => {
      const saved = await putPowerUp(bot.id, kind, change)
      remember(kind, saved)
      return saved
    },
    remove: async (kind: string) => {
      await removePowerUp(bot.id, kind)
      remember(kind, null)
    },
  }
}
