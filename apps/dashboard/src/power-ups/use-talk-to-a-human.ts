import type { Bot, PutTalkToAHuman, TalkToAHuman } from '@baton/protocol'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { keys } from '../api/keys.ts'
import { listPowerUps, putTalkToAHuman, removeTalkToAHuman } from '../api/power-ups.ts'
import { rememberBot } from '../bots/use-bot.ts'

type PowerUps = { items: TalkToAHuman[] }

/** The power-up of a bot, undefined where it is not added; with ways to change it that keep the bot's page right. */
export function useTalkToAHuman(bot: Bot) {
  const client = useQueryClient()
  const key = keys.powerUps(bot.id)
  const powerUps = useQuery({ queryKey: key, queryFn: () => listPowerUps(bot.id) })

  const remember = (items: TalkToAHuman[]) => {
    client.setQueryData<PowerUps>(key, { items })
    rememberBot(client, { ...bot, talkToAHuman: items.some((one) => one.enabled) })
    void client.invalidateQueries({ queryKey: keys.bot(bot.id) })
  }
  return {
    powerUps,
    powerUp: powerUps.data?.items.find((one) => one.kind === 'talk_to_a_human'),
    put: async (settings: PutTalkToAHuman) => {
      const saved = await putTalkToAHuman(bot.id, settings)
      remember([saved])
      return saved
    },
    remove: async () => {
      await removeTalkToAHuman(bot.id)
      remember([])
    },
  }
}
