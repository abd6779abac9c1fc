import type { MemberConversation } from '@baton/protocol'
import type { ServerFrame } from '@baton/protocol/frames'
import { notifications } from '@mantine/notifications'
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Link, useLocation } from 'react-router'
import { useMe } from '../account/me.tsx'
import { countConversations } from '../api/conversations.ts'
import { keys } from '../api/keys.ts'
import { useFrames } from '../realtime/realtime.tsx'
import { texts } from '../texts/conversations.ts'
import { knownConversation, rememberConversation } from './remember.ts'
import { customerName } from './who.ts'

const READ_AGAIN_EVERY = 25_000
const COUNT_AFTER = 300

/** How many conversations are in each state; of one bot, where one is named. */
export const useCounts = (bot = '') =>
  useQuery({ queryKey: keys.countsOf(bot), queryFn: () => countConversations(bot) })

/** Keeps lists and counts live on every page, and says what others changed while one is elsewhere. */
export function useLiveInbox(): void {
  const client = useQueryClient()
  const me = useMe().member.id
  const { pathname } = useLocation()
  const count = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  const countSoon = () => {
    clearTimeout(count.current)
    count.current = setTimeout(() => void client.invalidateQueries({ queryKey: keys.counts }), COUNT_AFTER)
  }
  const takeIn = (row: MemberConversation) => {
    const before = knownConversation(client, row.id)
    if (before && before.lastSeq > row.lastSeq) return
    rememberConversation(client, row, me)
    if (before?.state !== row.state || before?.agent?.id !== row.agent?.id) countSoon()
    announce(before, row, me, pathname)
  }
  useFrames((frame: ServerFrame) => {
    if (frame.t === 'inbox') takeIn(frame.conversation)
    // The open conversation knows of its own events before its summary comes, which then looks like nothing new.
    if (frame.t === 'event' && frame.event.type !== 'message.sent') countSoon()
    if (frame.t === 'ready') readAgain(client)
  })
  useEffect(() => {
    const timer = setInterval(() => readAgain(client), READ_AGAIN_EVERY)
    return () => clearInterval(timer)
  }, [client])
}

function readAgain(client: QueryClient): void {
  void client.refetchQueries({ queryKey: keys.lists, type: 'active' })
  void client.refetchQueries({ queryKey: keys.counts, type: 'active' })
}

/** A toast for what others did to a conversation that is not on the screen. */
function announce(before: MemberConversation | undefined, row: MemberConversation, me: string, path: string): void {
  if (path === pathOf(row)) return
  const who = customerName(row.customer)
  const [was, is] = [before?.agent?.id, row.agent?.id]
  forgetOutdated(row)
  if (row.state === 'escalated' && isFresh(row.escalation?.at) && !path.startsWith('/conversations')) {
    show(row, texts.arrived.escalated(who))
  }
  // Without knowing what was before, only what has just happened is news.
  if (was !== me && is === me && (before || isFresh(row.claimedAt))) show(row, texts.arrived.transferred(who))
  if (was === me && is !== me && (row.state === 'active' || row.state === 'escalated')) {
    show(row, texts.arrived.left(who))
  }
}

const FRESH_MS = 60_000
const isFresh = (at: string | null | undefined) => at != null && Date.now() - Date.parse(at) < FRESH_MS

const pathOf = (row: MemberConversation) => `/conversations/${row.id}`

/** The toast that stands for a conversation, if any, and the engagement it spoke of. */
const shown = new Map<string, number>()
const toastId = (conversation: string, engagement: number) => `${conversation}-${engagement}`

/** What a toast said is over as soon as somebody else may speak. */
function forgetOutdated(row: MemberConversation): void {
  const engagement = shown.get(row.id)
  if (engagement === undefined || engagement >= row.engagement) return
  shown.delete(row.id)
  notifications.hide(toastId(row.id, engagement))
}

function show(row: MemberConversation, message: string): void {
  shown.set(row.id, row.engagement)
  notifications.show({
    id: toastId(row.id, row.engagement),
    message: (
      <>
        {message}. <Link to={pathOf(row)}>{texts.arrived.open}</Link>
      </>
    ),
    autoClose: 8000,
  })
}
