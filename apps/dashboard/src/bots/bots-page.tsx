import { Button, Skeleton } from '@mantine/core'
import { IconPlus, IconRobotFace } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '../account/me.tsx'
import { listBots } from '../api/bots.ts'
import { keys } from '../api/keys.ts'
import { NoPermission } from '../shell/not-found.tsx'
import { botTexts as texts } from '../texts/bots.ts'
import { AfterDelay } from '../ui/after-delay.tsx'
import { Empty } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { TeamTroubles } from '../webhooks/team-troubles.tsx'
import { BotRow } from './bot-row.tsx'
import { CreateBotDialog } from './create-bot.tsx'
import './bots.css'

/** All bots of the team. */
export function BotsPage() {
  const { can } = useMe()
  return can.manageBots ? <Bots /> : <NoPermission />
}

function Bots() {
  const bots = useQuery({ queryKey: keys.bots, queryFn: listBots })
  const [creating, setCreating] = useState(false)
  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
      {texts.create}
    </Button>
  )
  const none = bots.data?.items.length === 0
  return (
    <Page title={texts.title} lead={texts.lead} action={none ? null : create}>
      <TeamTroubles />
      {bots.isError && !bots.data && <ProblemNotice error={bots.error} retry={() => void bots.refetch()} />}
      {bots.isPending && (
        <AfterDelay>
          <Skeleton height={60} mb="xs" />
          <Skeleton height={60} />
        </AfterDelay>
      )}
      {none && (
        <Empty
          icon={<IconRobotFace size={20} />}
          title={texts.empty.title}
          detail={texts.empty.detail}
          action={create}
        />
      )}
      {bots.data && !none && (
        <ul className="rows">
          {bots.data.items.map((bot) => (
            <BotRow key={bot.id} bot={bot} />
          ))}
        </ul>
      )}
      <CreateBotDialog opened={creating} onClose={() => setCreating(false)} />
    </Page>
  )
}
