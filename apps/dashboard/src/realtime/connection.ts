import { shouldReconnect } from '@baton/protocol/close-codes'
import type { ClientFrame, ServerFrame } from '@baton/protocol/frames'
import { backOff } from './back-off.ts'

/** `live`: frames come. `connecting`, `waiting`: not now, but soon. `stopped`: the server said not to come back. */
export type RealtimeStatus = 'connecting' | 'live' | 'waiting' | 'stopped'

export type Socket = Pick<WebSocket, 'send' | 'close' | 'readyState'> & {
  onopen: ((event: Event) => void) | null
  onmessage: ((event: MessageEvent<unknown>) => void) | null
  onclose: ((event: CloseEvent) => void) | null
}

type Ports = { open: () => Socket; random: () => number }

export type Connection = {
  status: () => RealtimeStatus
  onStatus: (listener: () => void) => () => void
  onFrame: (listener: (frame: ServerFrame) => void) => () => void
  /** Sends if the connection is live; what is transient is not kept for later. */
  send: (frame: ClientFrame) => void
  /** Follows a conversation from `after()` on, again after every reconnect, until the returned function is called. */
  follow: (conversation: string, after: () => number) => () => void
  /** Tries at once instead of waiting for the next turn, also after the server said not to come back. */
  retryNow: () => void
  close: () => void
}

const OPEN = 1
const PING_EVERY = 20_000
/** Without any frame for so long, the connection is taken for dead, whatever the browser believes. */
const SILENCE = 45_000

/** One connection to `/realtime` that keeps itself alive. It only tells; commands go over HTTP. */
export function openConnection(ports: Ports): Connection {
  const statusListeners = new Set<() => void>()
  const frameListeners = new Set<(frame: ServerFrame) => void>()
  const followed = new Map<string, () => number>()
  let status: RealtimeStatus = 'connecting'
  let socket: Socket | null = null
  let attempt = 0
  let turn: ReturnType<typeof setTimeout> | undefined
  let lastSign = Date.now()
  let pulse: ReturnType<typeof setInterval> | undefined

  const setStatus = (next: RealtimeStatus) => {
    if (status === next) return
    status = next
    for (const listener of statusListeners) listener()
  }
  const write = (frame: ClientFrame) => {
    if (socket?.readyState === OPEN) socket.send(JSON.stringify(frame))
  }
  const follow = (conversation: string, after: () => number) => write({ t: 'follow', conversation, after: after() })

  const receive = (frame: ServerFrame) => {
    lastSign = Date.now()
    if (frame.t === 'ready') {
      attempt = 0
      write({ t: 'follow_inbox' })
      for (const [conversation, after] of followed) follow(conversation, after)
      setStatus('live')
    }
    for (const listener of frameListeners) listener(frame)
  }

  const drop = () => {
    const old = socket
    socket = null
    clearInterval(pulse)
    if (!old) return
    old.onopen = old.onmessage = old.onclose = null
    old.close()
  }

  const connect = () => {
    clearTimeout(turn)
    drop()
    setStatus('connecting')
    const fresh = ports.open()
    socket = fresh
    lastSign = Date.now()
    fresh.onopen = () => write({ t: 'hello' })
    fresh.onmessage = (message) => {
      const frame = readFrame(message.data)
      if (frame) receive(frame)
    }
    fresh.onclose = (event) => lost(shouldReconnect(event.code))
    pulse = setInterval(checkPulse, PING_EVERY)
  }

  const lost = (comeBack: boolean) => {
    drop()
    if (!comeBack) return setStatus('stopped')
    attempt += 1
    setStatus('waiting')
    turn = setTimeout(connect, backOff(attempt, ports.random()))
  }

  const checkPulse = () => {
    if (Date.now() - lastSign > SILENCE) lost(true)
    else write({ t: 'ping' })
  }

  connect()
  return {
    status: () => status,
    onStatus: (listener) => listen(statusListeners, listener),
    onFrame: (listener) => listen(frameListeners, listener),
    send: (frame) => {
      if (status === 'live') write(frame)
    },
    follow: (conversation, after) => {
      followed.set(conversation, after)
      if (status === 'live') follow(conversation, after)
      return () => {
        if (followed.get(conversation) !== after) return
        followed.delete(conversation)
        if (status === 'live') write({ t: 'unfollow', conversation })
      }
    },
    retryNow: () => {
      if (status === 'waiting' || status === 'stopped') connect()
      else if (status === 'live') checkPulse()
    },
    close: () => {
      clearTimeout(turn)
      drop()
      setStatus('stopped')
    },
  }
}

function listen<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function readFrame(data: unknown): ServerFrame | null {
  if (typeof data !== 'string') return null
  try {
    return JSON.parse(data) as ServerFrame
  } catch {
    return null
  }
}
