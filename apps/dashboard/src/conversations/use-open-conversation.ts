import type { ActorView, MemberConversation } from '@baton/protocol'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useMe } from '../account/me.tsx'
import { getConversation, listEvents } from '../api/conversations.ts'
import { keys } from '../api/keys.ts'
import { useConnection, useFrames, useRealtimeStatus } from '../realtime/realtime.tsx'
import { type Drafting, stillValid, withPiece } from './drafting.ts'
import { newer } from './list.ts'
import { knownConversation, pullEvents, readTranscript, rememberConversation, rememberEvent } from './remember.ts'
import { EVENTS_PAGE, hasClientId, type Transcript, withOlder } from './transcript.ts'
import { useTypists } from './use-typists.ts'

export type Presence = { customerOnline: boolean; viewers: { id: string; name: string }[] }

/** One conversation and its log, live. */
export function useOpenConversation(id: string) {
  const client = useQueryClient()
  const me = useMe().member.id
  const conversation = useQuery({
    queryKey: keys.conversation(id),
    queryFn: async () => {
      const read = await getConversation(id)
      const fresh = newer(client.getQueryData<MemberConversation>(keys.conversation(id)), read)
      rememberConversation(client, fresh, me)
      return fresh
    },
    staleTime: 5000,
    placeholderData: () => knownConversation(client, id),
  })
  const transcript = useQuery({
    queryKey: keys.transcript(id),
    queryFn: () => readTranscript(client, id),
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  })
  const live = useLiveFrames(id, conversation.data, transcript.data)
  usePollingWithoutSocket(id)
  return { conversation, transcript, older: useOlder(id), ...live }
}

/** What frames tell about the open conversation: events, the bot's draft, who types, who looks. */
function useLiveFrames(id: string, view: MemberConversation | undefined, transcript: Transcript | undefined) {
  const client = useQueryClient()
  const connection = useConnection()
  const [drafting, setDrafting] = useState<Drafting | null>(null)
  const [presence, setPresence] = useState<Presence>({ customerOnline: false, viewers: [] })
  const typists = useTypists()
  const engagement = view?.engagement ?? 0

  const read = transcript !== undefined
  useEffect(() => {
    if (!connection || !read) return
    return connection.follow(id, () => client.getQueryData<Transcript>(keys.transcript(id))?.lastSeq ?? 0)
  }, [connection, client, id, read])

  useFrames((frame) => {
    if (frame.t === 'event') {
      const { event } = frame
      if (event.conversationId !== id || event.type === 'withheld') return
      if (event.type === 'message.sent') typists.stopped(event.actor)
      void rememberEvent(client, event)
    } else if (!('conversation' in frame) || frame.conversation !== id) {
      return
    } else if (frame.t === 'position') {
      const known = client.getQueryData<Transcript>(keys.transcript(id))
      if (known && frame.seq > known.lastSeq) void pullEvents(client, id)
    } else if (frame.t === 'drafting') {
      setDrafting((now) => withPiece(now, frame, engagement))
    } else if (frame.t === 'drafting_withdrawn') {
      setDrafting((now) => (now?.clientId === frame.clientId ? null : now))
    } else if (frame.t === 'typing') {
      typists.heard(frame.actor, frame.on)
    } else if (frame.t === 'presence') {
      setPresence({ customerOnline: frame.customerOnline, viewers: frame.viewers })
    }
  })

  const valid = stillValid(drafting, engagement)
  const shown = valid && !hasClientId(transcript, valid.clientId) && view?.state !== 'active' ? valid : null
  return { drafting: shown, presence, typists: typists.now satisfies ActorView[] }
}

const POLL_EVERY = 5000

/** While the socket is down, the open conversation asks by itself. */
function usePollingWithoutSocket(id: string): void {
  const client = useQueryClient()
  const live = useRealtimeStatus() === 'live'
  useEffect(() => {
    if (live) return
    const timer = setInterval(() => void pullEvents(client, id), POLL_EVERY)
    return () => clearInterval(timer)
  }, [client, id, live])
}

/** To find what was said long ago, the past is read in large pages, and not for ever. */
const LARGE_PAGE = 500
const MOST_PAGES = 100

/** Reads more pages of the past. */
function useOlder(id: string) {
  const client = useQueryClient()
  const [error, setError] = useState<unknown>(null)
  const running = useRef<Promise<void> | null>(null)
  const first = () => client.getQueryData<Transcript>(keys.transcript(id))?.events[0]?.seq

  const read = async (before: number, limit: number) => {
    setError(null)
    try {
      const { items } = await listEvents(id, { before }, limit)
      client.setQueryData<Transcript>(keys.transcript(id), (now) => now && withOlder(now, items))
    } catch (failure) {
      setError(failure)
    }
  }
  const load = (limit = EVENTS_PAGE): Promise<void> => {
    if (running.current) return running.current
    const before = first()
    if (before === undefined || before <= 1) return Promise.resolve()
    const run = read(before, limit).finally(() => {
      running.current = null
    })
    running.current = run
    return run
  }
  /** Reads on until the event with this number is known, or reading fails. */
  const loadTo = async (seq: number) => {
    for (let page = 0; page < MOST_PAGES; page++) {
      const before = first()
      if (before === undefined || before <= seq) return
      await load(LARGE_PAGE)
      if (first() === before) return
    }
  }
  return { load, loadTo, error }
}
