import type { ServerFrame } from '@baton/protocol/frames'
import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { keys } from '../api/keys.ts'
import { type Connection, openConnection, type RealtimeStatus } from './connection.ts'

const Realtime = createContext<Connection | null>(null)

const open = () => new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/realtime`)

/** Keeps one connection open for all pages beneath it. */
export function RealtimeProvider({ children }: { children: ReactNode }) {
  const [connection, setConnection] = useState<Connection | null>(null)
  useEffect(() => {
    const fresh = openConnection({ open, random: Math.random })
    setConnection(fresh)
    const awake = () => document.visibilityState === 'visible' && fresh.status() !== 'stopped' && fresh.retryNow()
    const online = () => fresh.status() !== 'stopped' && fresh.retryNow()
    window.addEventListener('online', online)
    document.addEventListener('visibilitychange', awake)
    return () => {
      window.removeEventListener('online', online)
      document.removeEventListener('visibilitychange', awake)
      fresh.close()
    }
  }, [])
  return (
    <Realtime value={connection}>
      <AskAgain />
      {children}
    </Realtime>
  )
}

const ASK_AGAIN_AFTER = 30_000
/** What ends twice in a row, as a renewed session that is then taken away, is no reason to wait that long. */
const SOONER = [0, 1_000, 4_000] as const

/**
 * When the server said not to come back, who I am is asked again: whoever was removed is led to the sign-in page at
 * once, whoever got another role goes on with that one.
 */
function AskAgain() {
  const client = useQueryClient()
  const connection = useConnection()
  const stopped = useRealtimeStatus() === 'stopped'
  const lastTry = useRef(0)
  const tries = useRef(0)
  useEffect(() => {
    if (!stopped || !connection) return
    const again = async () => {
      lastTry.current = Date.now()
      await client.refetchQueries({ queryKey: keys.me })
      if (client.getQueryState(keys.me)?.status === 'success') connection.retryNow()
    }
    if (Date.now() - lastTry.current > ASK_AGAIN_AFTER) tries.current = 0
    const timer = setTimeout(() => void again(), SOONER[tries.current] ?? ASK_AGAIN_AFTER)
    tries.current += 1
    return () => clearTimeout(timer)
  }, [stopped, connection, client])
  return null
}

/** The connection, or null in the moment before it is made. */
export const useConnection = (): Connection | null => useContext(Realtime)

/** Whether frames come right now, and if not, whether they soon will. */
export function useRealtimeStatus(): RealtimeStatus {
  const connection = useConnection()
  return useSyncExternalStore(
    (listener) => connection?.onStatus(listener) ?? (() => {}),
    () => connection?.status() ?? 'connecting',
  )
}

/** Calls `handler` with every frame. The handler may change at every render. */
export function useFrames(handler: (frame: ServerFrame) => void): void {
  const connection = useConnection()
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  useEffect(() => connection?.onFrame((frame) => latest.current(frame)), [connection])
}
