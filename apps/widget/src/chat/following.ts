import type { CustomerConversation, CustomerEvent, ServerFrame } from '@baton/protocol'
import type { OpenAccess } from '../keep/kept-access.ts'
import type { Answer } from '../wire/call.ts'
import type { ChannelApi } from '../wire/channel-api.ts'
import { LiveUpdates } from '../wire/live-updates.ts'
import { createPatience } from '../wire/patience.ts'
import { afterEvents, afterSignal, opened } from './after-news.ts'
import { withReach } from './chat-state.ts'
import { fetchConversation, PAGE } from './fetch-history.ts'
import type { StateHolder } from './state-holder.ts'
import { isBehind, oldestSeq, type Transcript } from './transcript.ts'
import { hearOf, placeInQueue, prepend, seenUpTo } from './transcript-growth.ts'

/** How long to wait before asking again, when a replay has ended and something is still missing. */
const ASK_AGAIN_MS = 1_000

export type FollowingPorts = {
  api: ChannelApi
  holder: StateHolder
  /** Called after events have been taken in. */
  moved: () => void
  /** The server does not know this conversation or its token any more. */
  ended: (access: OpenAccess) => void
}

/** Keeps the page in step with one conversation: its history first, then what is new. */
export class Following {
  readonly #ports: FollowingPorts
  readonly #patience = createPatience()
  #access: OpenAccess | null = null
  #live: LiveUpdates | null = null

  constructor(ports: FollowingPorts) {
    this.#ports = ports
  }

  /** One try to fetch the conversation and go live; the answer says what came of it. */
  async open(access: OpenAccess): Promise<Answer<Transcript>> {
    this.#access = access
    const answer = await fetchConversation(this.#ports.api, access)
    if (this.#access !== access) return { kind: 'stopped' }
    if (answer.kind === 'ok') {
      this.#ports.holder.change((state) => opened(state, answer.value, Date.now()))
      this.#goLive(access)
      this.#ports.moved()
    }
    return answer
  }

  /** Tries until the history is here, or until the server says that there is none. */
  async resume(access: OpenAccess): Promise<void> {
    const { holder, ended } = this.#ports
    this.#access = access
    holder.patch({ stage: 'opening' })
    const answer = await this.#patience.untilAnswered(
      async () => (this.#access === access ? this.open(access) : { kind: 'stopped' }),
      () => holder.change((state) => withReach(state, false)),
    )
    if (answer.kind === 'no') ended(access)
  }

  /** The same conversation by another token, for the one before may open nothing any more: what is on the screen stays. */
  renew(access: OpenAccess): void {
    if (this.#access?.token === access.token) return
    this.#access = access
    this.#goLive(access)
  }

  /** Takes in events, in whatever order and however often they come. */
  received = (events: readonly CustomerEvent[]): void => {
    this.#ports.holder.change((state) => afterEvents(state, events, Date.now()))
    this.#ports.moved()
    this.#catchUp()
  }

  /** Takes in the summary that a command answered with; its events come by the log. */
  adopt(conversation: CustomerConversation): void {
    const { transcript } = this.#ports.holder.get()
    if (transcript?.view.id !== conversation.id) return
    const heard = seenUpTo(hearOf(transcript, conversation.lastSeq), conversation.seenSeq)
    const { queue } = conversation
    this.#ports.holder.patch({ transcript: queue ? placeInQueue(heard, queue) : heard })
    this.#catchUp()
  }

  /** The page of history before what is known. */
  async loadOlder(): Promise<void> {
    const { holder, api } = this.#ports
    const { transcript, busy } = holder.get()
    const access = this.#access
    if (!transcript || busy || !access) return
    holder.patch({ busy: 'loading_older' })
    const answer = await api.eventsBefore(access, oldestSeq(transcript), PAGE)
    holder.patch({ busy: null, notice: answer.kind === 'ok' ? null : 'command_failed' })
    const now = holder.get().transcript
    if (answer.kind === 'ok' && now?.view.id === transcript.view.id) {
      holder.patch({ transcript: prepend(now, answer.value.items) })
    }
  }

  /** Tells the agent whether the customer is writing. */
  typing = (on: boolean): void => {
    if (this.#access) this.#live?.send({ t: 'typing', conversation: this.#access.conversationId, on })
  }

  /** The network or the customer is back. */
  wake(): void {
    this.#patience.cut()
    this.#live?.wake()
  }

  stop(): void {
    this.#access = null
    this.#live?.stop()
    this.#live = null
    this.#patience.cut()
  }

  #goLive(access: OpenAccess): void {
    const { api, holder } = this.#ports
    this.#live?.stop()
    this.#live = new LiveUpdates({
      api,
      access,
      lastSeq: () => holder.get().transcript?.view.lastSeq ?? 0,
      received: this.received,
      signal: (frame) => this.#signalled(frame),
      reachable: (reachable) => holder.change((state) => withReach(state, reachable)),
      doubt: () => void this.#check(access),
    })
  }

  #signalled(frame: ServerFrame): void {
    this.#ports.holder.change((state) => afterSignal(state, frame, Date.now()))
    if (frame.t === 'position') this.#catchUp()
    if (frame.t === 'caught_up') setTimeout(() => this.#catchUp(), ASK_AGAIN_MS)
  }

  #catchUp(): void {
    const { transcript } = this.#ports.holder.get()
    if (transcript && isBehind(transcript)) void this.#live?.catchUp()
  }

  /** Asks over HTTP whether conversation and token still stand, and takes in the summary. */
  async #check(access: OpenAccess): Promise<void> {
    const answer = await this.#ports.api.conversation(access)
    if (this.#access !== access) return
    if (answer.kind === 'no') this.#ports.ended(access)
    if (answer.kind === 'ok') this.adopt(answer.value)
  }
}
