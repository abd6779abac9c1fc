import type { ClientFrame, CustomerEvent, ServerFrame } from '@baton/protocol'
import type { OpenAccess } from '../keep/kept-access.ts'
import type { ChannelApi } from './channel-api.ts'
import { Connection } from './connection.ts'
import { startLongPoll } from './long-poll.ts'

/** After so many sockets in a row that never got live, the page asks over HTTP until one does. */
const TRIES_BEFORE_POLLING = 3
/** A loss that heals within this time is not worth a word. */
const PATIENCE_MS = 2_000

export type LiveUpdatesPorts = {
  api: ChannelApi
  access: OpenAccess
  lastSeq: () => number
  received: (events: readonly CustomerEvent[]) => void
  /** Everything but events: positions, drafts, typing, the queue. */
  signal: (frame: ServerFrame) => void
  /** Whether news reaches this page, by whichever way. */
  reachable: (reachable: boolean) => void
  /** Token or conversation may be gone, or the summary be old: ask the server over HTTP. */
  doubt: () => void
}

/** Brings the events of one conversation: by WebSocket, and by long polling where that does not work. */
export class LiveUpdates {
  readonly #ports: LiveUpdatesPorts
  readonly #connection: Connection
  #stopPolling: (() => void) | null = null
  #silence: ReturnType<typeof setTimeout> | null = null
  #live = false
  #catchingUp = false

  constructor(ports: LiveUpdatesPorts) {
    this.#ports = ports
    const { access, lastSeq } = ports
    this.#connection = new Connection({
      open: () => new WebSocket(`${location.origin.replace('http', 'ws')}/realtime`),
      random: Math.random,
      token: access.token,
      conversation: access.conversationId,
      lastSeq,
      frame: (frame) => this.#heard(frame),
      live: () => {
        this.#live = true
        this.#catchingUp = false
        this.#endPolling()
        this.#reached()
      },
      down: (failures) => {
        this.#live = false
        if (!this.#stopPolling) this.#missed()
        if (failures >= TRIES_BEFORE_POLLING) this.#poll()
      },
      refused: () => {
        this.#live = false
        this.#poll()
        ports.doubt()
      },
    })
  }

  /** Something is missing: get what comes after the last `seq` in hand. */
  async catchUp(): Promise<void> {
    if (this.#live) {
      // One replay at a time: its end says whether another is needed.
      if (!this.#catchingUp) this.#connection.follow()
      this.#catchingUp = true
      return
    }
    const { api, access, lastSeq, received } = this.#ports
    const answer = await api.eventsAfter(access, lastSeq())
    if (answer.kind === 'ok') received(answer.value.items)
  }

  send(frame: ClientFrame): void {
    this.#connection.send(frame)
  }

  wake(): void {
    this.#connection.wake()
  }

  stop(): void {
    clearTimeout(this.#silence ?? undefined)
    this.#endPolling()
    this.#connection.close()
  }

  #heard(frame: ServerFrame): void {
    if (frame.t === 'event') this.#ports.received([frame.event as CustomerEvent])
    else if (frame.t === 'error') this.#ports.doubt()
    else this.#ports.signal(frame)
  }

  #poll(): void {
    const { api, access, lastSeq, received, doubt } = this.#ports
    this.#stopPolling ??= startLongPoll({
      ask: () => api.awaitEvents(access, lastSeq()),
      received: (news) => {
        this.#reached()
        received(news.items)
        // The place in line comes by socket alone; here it is looked up.
        doubt()
      },
      failed: () => this.#missed(),
      refused: doubt,
    })
  }

  #endPolling(): void {
    this.#stopPolling?.()
    this.#stopPolling = null
  }

  #reached(): void {
    clearTimeout(this.#silence ?? undefined)
    this.#silence = null
    this.#ports.reachable(true)
  }

  #missed(): void {
    this.#silence ??= setTimeout(() => this.#ports.reachable(false), PATIENCE_MS)
  }
}
