import { Suspense } from 'react'
import { Outlet, useMatch } from 'react-router'
import { RequireMember, useMe } from '../account/me.tsx'
import { useAlerts } from '../conversations/use-alerts.ts'
import { useReadElsewhere } from '../conversations/use-attention.ts'
import { useEveryWaiting } from '../conversations/use-every-waiting.ts'
import { useList } from '../conversations/use-list.ts'
import { useCounts, useLiveInbox } from '../conversations/use-live-inbox.tsx'
import { isUnread } from '../conversations/views.ts'
import { WritingProvider } from '../conversations/writing.tsx'
import { OverdueLine } from '../outbox/overdue-line.tsx'
import { RealtimeProvider } from '../realtime/realtime.tsx'
import { shared } from '../texts/shared.ts'
import { useTitleCount } from '../ui/page-title.ts'
import { usePreferences } from '../ui/preferences.ts'
import { useOnline } from '../ui/use-online.ts'
import { useWide, widths } from '../ui/use-wide.ts'
import { BottomBar } from './bottom-bar.tsx'
import { PaletteDoor } from './palette-door.tsx'
import { Rail } from './rail.tsx'
import './shell.css'

/** The frame around every page of a member. */
export function Shell() {
  return (
    <RequireMember>
      <RealtimeProvider>
        <WritingProvider>
          <Frame />
        </WritingProvider>
      </RealtimeProvider>
    </RequireMember>
  )
}

function Frame() {
  useLiveInbox()
  useReadElsewhere()
  const waiting = useWaiting()
  const tablet = useWide(widths.tablet)
  const inConversation = useMatch('/conversations/:id') !== null
  return (
    <div className="shell">
      <a className="shell__skip" href="#main">
        {shared.skip}
      </a>
      {tablet && <Rail waiting={waiting} />}
      <main className="shell__main" id="main" tabIndex={-1}>
        <OfflineLine />
        <OverdueLine />
        <Suspense>
          <Outlet />
        </Suspense>
      </main>
      <PaletteDoor />
      {!tablet && !inConversation && <BottomBar waiting={waiting} />}
    </div>
  )
}

/** How many customers wait; the tab's title adds what is unread among one's own. */
function useWaiting(): number {
  const me = useMe().member.id
  const waiting = useCounts().data?.escalated ?? 0
  const everyWaiting = useEveryWaiting()
  const held = useList({ view: 'mine', q: '', bot: '' }).list.data
  const mine = held?.items ?? []
  const { titleCount } = usePreferences()
  useAlerts(everyWaiting, held)
  useTitleCount(titleCount ? waiting + mine.filter((row) => isUnread(row, me)).length : 0)
  return waiting
}

function OfflineLine() {
  const online = useOnline()
  return online ? null : (
    <p className="shell__offline" role="status">
      {shared.offline}
    </p>
  )
}
