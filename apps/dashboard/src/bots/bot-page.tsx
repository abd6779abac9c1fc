import type { Bot } from '@baton/protocol'
import { Button, Skeleton } from '@mantine/core'
import { IconRobotOff } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { Link, NavLink, Outlet, useLocation, useParams } from 'react-router'
import { useMe } from '../account/me.tsx'
import { ProblemError } from '../api/problem.ts'
import { NoPermission } from '../shell/not-found.tsx'
import { botTexts as texts } from '../texts/bots.ts'
import { AfterDelay } from '../ui/after-delay.tsx'
import { Empty } from '../ui/empty.tsx'
import { usePageTitle } from '../ui/page-title.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { BotActions } from './bot-actions.tsx'
import { BotSign } from './bot-sign.tsx'
import { useBotQuery } from './use-bot.ts'
import './bots.css'
import { WayBack } from '../ui/way-back.tsx'
import '../ui/page.css'

/** One bot: its name, its tabs, and the open tab beneath. */
export function BotPage() {
  const { can } = useMe()
  const { botId = '' } = useParams()
  return can.manageBots ? <OneBot key={botId} id={botId} /> : <NoPermission />
}

function OneBot({ id }: { id: string }) {
  const bot = useBotQuery(id)
  if (bot.data) return <Tabs bot={bot.data} />
  if (bot.error instanceof ProblemError && bot.error.status === 404) return <NoBot />
  return (
    <Frame>
      {bot.isError ? (
        <ProblemNotice error={bot.error} retry={() => void bot.refetch()} />
      ) : (
        <AfterDelay>
          <Skeleton height={28} width={180} mb="xl" />
          <Skeleton height={64} mb="md" />
          <Skeleton height={120} />
        </AfterDelay>
      )}
    </Frame>
  )
}

function Frame({ children }: { children: ReactNode }) {
  return (
    <div className="page">
      <div className="page__column">{children}</div>
    </div>
  )
}

/** How much of the tab before is to be seen, in pixels. */
const TAB_ROOM = 80

function Tabs({ bot }: { bot: Bot }) {
  const { can } = useMe()
  usePageTitle(bot.name)
  const tabs = [
    ['settings', texts.tabs.settings],
    ['power-ups', texts.tabs.powerUps],
    ['knowledge', texts.tabs.knowledge],
    ['web', texts.tabs.web],
    ...(can.manageWebhooks ? [['webhooks', texts.tabs.webhooks] as const] : []),
    ['preview', texts.tabs.preview],
  ] as const
  return (
    <Frame>
      <header className="bot-head">
        <WayBack to="/bots" label={texts.back} />
        <div className="bot-head__name">
          <BotSign colour={bot.colour} />
          <h1 className="clip grow">{bot.name}</h1>
          <BotActions bot={bot} />
        </div>
        <TabRow>
          {tabs.map(([to, label]) => (
            <NavLink key={to} to={to} className="tabs__tab" data-label={label}>
              {label}
            </NavLink>
          ))}
        </TabRow>
      </header>
      <Outlet context={bot} />
    </Frame>
  )
}

/** Where the tabs do not fit, the open one is scrolled into sight. */
function TabRow({ children }: { children: ReactNode }) {
  const row = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the open tab changes with the address
  useEffect(() => {
    const open = row.current?.querySelector<HTMLElement>('[aria-current="page"]')
    if (open && row.current) row.current.scrollLeft = open.offsetLeft - row.current.offsetLeft - TAB_ROOM
  }, [pathname])
  return (
    <nav className="tabs" aria-label={texts.tabs.label} ref={row}>
      {children}
    </nav>
  )
}

function NoBot() {
  const { title, detail, action } = texts.notFound
  return (
    <div className="wide-notice">
      <Empty
        whole
        icon={<IconRobotOff size={20} />}
        title={title}
        detail={detail}
        action={
          <Button component={Link} to="/bots" variant="default">
            {action}
          </Button>
        }
      />
    </div>
  )
}
