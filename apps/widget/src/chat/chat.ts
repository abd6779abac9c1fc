import type { ChannelBot, ListedConversation, Page } from '@baton/protocol'
import type { HostIdentity, News } from '../host/messages.ts'
import type { HostPort } from '../host/port.ts'
import { accessTo, forgetAccess, keepOpen, renewAccess } from '../keep/access.ts'
import type { Store } from '../keep/browser-store.ts'
import { accessName, currentOf, isOpen, type OpenAccess, readAccess, tokenOf } from '../keep/kept-access.ts'
import { makeClientId } from '../keep/random-ids.ts'
import type { Answer } from '../wire/call.ts'
import type { ChannelApi } from '../wire/channel-api.ts'
import { watchForWaking } from '../wire/waking.ts'
import { Begun } from './begun.ts'
import { type ChatState, emptyChat, withoutConversation } from './chat-state.ts'
import type { FormDesk } from './form-desk.ts'
import type { HumanDesk } from './human-desk.ts'
import { isOfOutbox, keepOutbox } from './kept-outbox.ts'
import { discard, freed, nextToSend, resend, unsent } from './outbox.ts'
import { proveIdentity } from './prove-identity.ts'
import { createReadMarker } from './read-marker.ts'
import { seenName } from './seen-mark.ts'
import { holdState, type StateHolder } from './state-holder.ts'
import { createTypingSignal } from './typing-signal.ts'
import { keepUnsentText } from './unsent-text.ts'
import { addMessage, type Outbox, writtenIn } from './written.ts'

/** A bot's settings may change while a page is open for days; this often it looks again, when it is looked at. */
const BOT_AGE_MS = 60_000

export type ChatPorts = { api: ChannelApi; store: Store; port: HostPort }

/** The chat of one browser with one bot: what is drawn, and everything that the customer can do. */
export class Chat {
  readonly #api: ChannelApi
  readonly #store: Store
  readonly #holder: StateHolder
  readonly #outbox
  readonly #begun: Begun
  readonly #readMarker
  readonly typing
  readonly unsentText
  /** Counts the customers of this page, so that nothing typed by one is left for the next. */
  customer = 0
  #botReadAt = Date.now()

  constructor(bot: ChannelBot, { api, store, port }: ChatPorts) {
    this.#api = api
    this.#store = store
    this.#outbox = keepOutbox(store, (outbox) => this.#holder.patch({ outbox }))
    const holder = holdState(emptyChat(bot, this.#outbox.read()))
    this.#holder = holder
    this.#begun = new Begun({ api, store, port, holder, outbox: this.#outbox, ended: this.#leave })
    this.#readMarker = createReadMarker(this.#tellRead, () => holder.get().transcript)
    this.typing = createTypingSignal((on) => this.#begun.following.typing(on), Date.now)
    this.unsentText = keepUnsentText(store)
  }

  /** Asking for a human, declining the offer, going back to the bot. */
  get human(): HumanDesk {
    return this.#begun.human
  }

  /** Filling in the form of a power-up. */
  get form(): FormDesk {
    return this.#begun.form
  }

  state = (): ChatState => this.#holder.get()

  subscribe(listener: () => void): void {
    this.#holder.subscribe(listener)
  }

  /** Takes up what this browser has kept, and listens to the browser and to the other tabs. */
  begin(): void {
    this.#store.watch((name) => this.#changedElsewhere(name))
    addEventListener('online', () => this.#browserSays(true))
    addEventListener('offline', () => this.#browserSays(false))
    addEventListener('pageshow', (event) => event.persisted && this.retry())
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.retry())
    watchForWaking(this.retry)
    const kept = readAccess(this.#store)
    if (isOpen(kept)) this.#resume(kept)
    this.#pump()
  }

  /** What was written in the open conversation and is not seen in its log yet. */
  get written(): Outbox {
    return writtenIn(this.state().outbox, currentOf(this.#store))
  }

  /** Keeps the message, then sends it; what is only white space is not a message. */
  send(written: string): void {
    const text = written.trim()
    if (text === '') return
    this.typing.stop()
    this.#holder.patch({ notice: null })
    const to = currentOf(this.#store)
    this.#outbox.change((outbox) => addMessage(outbox, { clientId: makeClientId(), text, at: Date.now(), to }))
    this.#begun.sender.wake()
  }

  resend(clientId: string): void {
    this.#outbox.change((outbox) => resend(outbox, clientId, makeClientId()))
    this.#begun.sender.wake()
  }

  discard(clientId: string): void {
    this.#outbox.change((outbox) => discard(outbox, clientId))
  }

  /** What is newest is on the screen. */
  seen(): void {
    this.#readMarker.seen()
  }

  /** Everything that is waiting for a better moment is tried now. */
  retry = (): void => {
    this.#begun.following.wake()
    this.#begun.sender.wake()
    this.#begun.form.wake()
    void this.#lookAtBot()
  }

  /** The next message begins another conversation of the same customer. */
  startAnew = (): void => {
    const { view } = this.state().transcript ?? {}
    if (view?.state === 'closed') this.#outbox.change((outbox) => freed(outbox, view.id))
    renewAccess(this.#store)
    this.#clear(null)
  }

  show(panel: ChatState['panel']): void {
    this.#holder.patch({ panel })
  }

  /** Whether this browser can know of more than one conversation. */
  get hasPast(): boolean {
    return tokenOf(readAccess(this.#store)) !== undefined
  }

  /** A page of the customer's own conversations, newest activity first. */
  listConversations(cursor: string | null): Promise<Answer<Page<ListedConversation>>> {
    const token = tokenOf(readAccess(this.#store)) ?? ''
    return this.#api.conversations(this.state().bot.id, token, cursor)
  }

  /** Goes on with another conversation of the same customer. */
  choose(conversationId: string): void {
    const access = accessTo(this.#store, conversationId)
    if (access === null || conversationId === this.state().transcript?.view.id) return
    keepOpen(this.#store, access)
    this.#clear(null)
    this.#resume(access)
  }

  /** Who the page around says the customer is. Only a token proves it; the rest spares the customer some typing. */
  async identify({ email, token }: HostIdentity): Promise<News | null> {
    const { ask, bot } = this.state()
    if (email !== undefined && ask.email === '') this.#holder.patch({ ask: { ...ask, email } })
    if (token === undefined) return null
    // In turn: what is sent meanwhile must not begin a conversation of somebody else's.
    const answer = await this.#begun.inTurn(() => proveIdentity(this.#api, this.#store, { botId: bot.id, token }))
    if (answer.kind !== 'proven') return answer
    if (answer.email) this.#holder.patch({ ask: { ...this.state().ask, email: answer.email } })
    this.#followElsewhere()
    return null
  }

  /** Somebody else may use this browser now: nothing of this customer stays in it. */
  forgetCustomer(): void {
    const token = tokenOf(readAccess(this.#store))
    if (token !== undefined) void this.#api.signOut(token)
    this.#outbox.change(() => [])
    this.unsentText.keep('')
    this.#store.forget(seenName)
    // Last: by this the other tabs hear of it, and they must find nothing of the rest.
    forgetAccess(this.#store)
    this.customer += 1
    this.#clear(null)
  }

  async loadOlder(): Promise<void> {
    await this.#begun.following.loadOlder()
  }

  #resume(access: OpenAccess): void {
    this.#holder.patch({ stage: 'opening' })
    void this.#begun.following.resume(access)
  }

  #pump(): void {
    if (nextToSend(this.#outbox.read())) this.#begun.sender.pump()
  }

  /** The server knows this conversation no more: the next message begins another. */
  #leave = (access: OpenAccess): void => {
    const kept = readAccess(this.#store)
    if (isOpen(kept) && kept.token !== access.token) return
    forgetAccess(this.#store)
    this.#outbox.change((outbox) => freed(outbox, access.conversationId))
    this.#clear('earlier_chat_ended')
  }

  #clear(notice: ChatState['notice']): void {
    this.#begun.following.stop()
    this.#readMarker.reset()
    this.#outbox.change(unsent)
    this.#holder.change((state) => withoutConversation(state, notice))
  }

  #changedElsewhere(name: string): void {
    if (name === accessName) this.#followElsewhere()
    if (!isOfOutbox(name)) return
    this.#holder.patch({ outbox: this.#outbox.read() })
    this.#pump()
  }

  /** Another tab has begun a conversation, left it, or begun anew. */
  #followElsewhere(): void {
    const access = readAccess(this.#store)
    const current = this.state().transcript?.view.id
    if (isOpen(access) && access.conversationId === current) {
      this.#begun.following.renew(access)
      return
    }
    if (access === null) this.customer += 1
    if (current !== undefined || this.state().stage === 'opening') this.#clear(null)
    if (isOpen(access)) this.#resume(access)
  }

  #browserSays(online: boolean): void {
    this.#holder.patch({ network: { ...this.state().network, online } })
    this.retry()
  }

  #tellRead = async (seq: number): Promise<boolean> => {
    const access = readAccess(this.#store)
    return isOpen(access) && (await this.#api.read(access, seq)).kind === 'ok'
  }

  async #lookAtBot(): Promise<void> {
    if (Date.now() - this.#botReadAt < BOT_AGE_MS) return
    this.#botReadAt = Date.now()
    const answer = await this.#api.bot(this.state().bot.id, tokenOf(readAccess(this.#store)))
    if (answer.kind === 'ok') this.#holder.patch({ bot: answer.value })
    if (answer.kind === 'no' && answer.status === 404) this.#holder.patch({ gone: this.state().stage === 'empty' })
  }
}
