import type { Bot } from '@baton/protocol'
import { Button, Skeleton } from '@mantine/core'
import { IconChevronRight, IconPlus, IconRobotFace } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { useMe } from '../account/me.tsx'
import { listBots } from '../api/bots.ts'
import { keys } from '../api/keys.ts'
import { NoPermission } from '../shell/not-found.tsx'
import { botTexts as texts } from '../texts/bots.ts'
import { AfterDelay } from '../ui/after-delay.tsx'
import { Empty } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
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
        <div className="rows">
          {bots.data.items.map((bot) => (
            <BotRow key={bot.id} bot={bot} />
          ))}
        </div>
      )}
      <CreateBotDialog opened={creating} onClose={() => setCreating(false)} />
    </Page>
  )
}

function BotRow({ bot }: { bot: Bot }) {
  const takeover = bot.humanTakeover ? texts.takeoverOn : texts.takeoverOff
  return (
    <Link to={`/bots/${bot.id}/settings`} className="rows__row">
      <BotSign colour={bot.colour} />
      <span className="grow">
        <span className="clip strong bots__name">{bot.name}</span>
        <span className="small soft">
          {bot.humanTakeover && !bot.talkToAHuman ? `${takeover}, ${texts.noPowerUp}` : takeover}
        </span>
      </span>
      <IconChevronRight size={18} className="soft" aria-hidden="true" />
    </Link>
  )
}

/** The bot's own colour: the only one on these pages that is not ours. */
export function BotSign({ colour }: { colour: string }) {
  return (
    <span className="bot-sign" style={{ borderColor: colour }} aria-hidden="true">
      <IconRobotFace size={18} stroke={1.6} />
    </span>
  )
}
