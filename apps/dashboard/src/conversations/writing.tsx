import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import { useMe } from '../account/me.tsx'
import { sendMessage } from '../api/conversations.ts'
import { keys } from '../api/keys.ts'
import { ProblemError } from '../api/problem.ts'
import { randomId } from '../ui/random-id.ts'
import { storage } from '../ui/storage.ts'
import { pullEvents, rememberEvent } from './remember.ts'
import { type Desk, makeWritingDesk, type WritingDesk } from './writing-desk.ts'

const Writing = createContext<WritingDesk | null>(null)

/** Keeps what the member writes, and sends it on whatever page they are meanwhile. */
export function WritingProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient()
  const me = useMe().member.id
  const [desk] = useState(() =>
    makeWritingDesk(me, {
      send: sendMessage,
      sent: (event) => rememberEvent(client, event),
      refused: (conversation, error) => {
        if (error instanceof ProblemError && error.status === 401) void client.invalidateQueries({ queryKey: keys.me })
        void client.invalidateQueries({ queryKey: keys.conversation(conversation) })
        void pullEvents(client, conversation)
      },
      keep: storage,
      later: (run, milliseconds) => setTimeout(run, milliseconds),
      newId: randomId,
      now: () => new Date().toISOString(),
    }),
  )
  useEffect(() => {
    desk.resume()
    const stopHearing = storage.hear(desk.keptElsewhere)
    window.addEventListener('online', desk.resume)
    return () => {
      stopHearing()
      window.removeEventListener('online', desk.resume)
    }
  }, [desk])
  return <Writing value={desk}>{children}</Writing>
}

/** What the member is writing in one conversation, and what they can do with it. */
export function useDesk(conversation: string): Desk & { desk: WritingDesk } {
  const desk = useContext(Writing)
  if (!desk) throw new Error('useDesk outside WritingProvider')
  const state = useSyncExternalStore(desk.subscribe, () => desk.get(conversation))
  return { ...state, desk }
}
