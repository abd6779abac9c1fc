import { Button } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useMe } from '../account/me.tsx'
import { listBots } from '../api/bots.ts'
import { keys } from '../api/keys.ts'
import { texts } from '../texts/conversations.ts'

/** Leads to a bot's chat page, so that the first conversation can begin; for those who know the bots. */
export function TryBot({ otherwise }: { otherwise: ReactNode }) {
  const { manageBots } = useMe().can
  const bots = useQuery({ queryKey: keys.bots, queryFn: listBots, enabled: manageBots, staleTime: 60_000 })
  const bot = bots.data?.items[0]
  if (!bot) return otherwise
  return (
    <Button
      component="a"
      href={`/b/${encodeURIComponent(bot.id)}`}
      target="_blank"
      rel="noopener"
      variant="default"
      rightSection={<IconExternalLink size={16} />}
    >
      {texts.tryBot}
    </Button>
  )
}
