import type { MemberConversation } from '@baton/protocol'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { useMe } from '../account/me.tsx'
import { markRead } from '../api/conversations.ts'
import { useConnection, useFrames, useRealtimeStatus } from '../realtime/realtime.tsx'
import { tabChannel } from '../ui/tabs.ts'
import { knownConversation, rememberConversation } from './remember.ts'
import { useLookingAt } from './use-alerts.ts'

const SAY_EVERY = 20_000
const READ_AFTER = 400

const subscribe = (listener: () => void) => {
  document.addEventListener('visibilitychange', listener)
  return () => document.removeEventListener('visibilitychange', listener)
}

/** Whether the page is in front of somebody. */
const useVisible = () => useSyncExternalStore(subscribe, () => document.visibilityState === 'visible')

/** Tells colleagues who is looking at this conversation, and the server how far it has been read. */
export function useAttention(conversation: MemberConversation, lastSeq: number): void {
  const visible = useVisible()
  useLookingAt(conversation.id)
  useViewing(conversation.id, visible)
  useReading(conversation, lastSeq, visible)
}

function useViewing(id: string, visible: boolean): void {
  const connection = useConnection()
  const live = useRealtimeStatus() === 'live'
  useEffect(() => {
    if (!connection || !live || !visible) return
    const say = () => connection.send({ t: 'viewing', conversation: id })
    say()
    const timer = setInterval(say, SAY_EVERY)
    return () => clearInterval(timer)
  }, [connection, id, live, visible])
  // It counts only from a socket that follows the conversation: said again as soon as it does.
  useFrames((frame) => {
    if (frame.t === 'caught_up' && frame.conversation === id && visible) {
      connection?.send({ t: 'viewing', conversation: id })
    }
  })
}

function useReading({ id, readSeq }: MemberConversation, lastSeq: number, visible: boolean): void {
  const client = useQueryClient()
  const me = useMe().member.id
  useEffect(() => {
    if (!visible || lastSeq <= readSeq) return
    const timer = setTimeout(() => {
      rememberRead(client, me, { id, seq: lastSeq })
      readHere.tell({ id, seq: lastSeq })
      // Not kept for later: the next message or visit says it again.
      void markRead(id, lastSeq).catch(() => {})
    }, READ_AFTER)
    return () => clearTimeout(timer)
  }, [client, id, lastSeq, readSeq, visible, me])
}

type Read = { id: string; seq: number }

/** What was read in one tab is read in all of them. */
const readHere = tabChannel<Read>('baton.read')

/** Takes in what this member reads in other tabs. */
export function useReadElsewhere(): void {
  const client = useQueryClient()
  const me = useMe().member.id
  useEffect(() => readHere.hear((read) => rememberRead(client, me, read)), [client, me])
}

function rememberRead(client: QueryClient, me: string, { id, seq }: Read): void {
  const known = knownConversation(client, id)
  if (known && known.readSeq < seq) rememberConversation(client, { ...known, readSeq: seq }, me)
}
