import type { OpenAccess } from '../keep/kept-access.ts'
import type { Answer } from '../wire/call.ts'
import type { ChannelApi } from '../wire/channel-api.ts'
import { type Ask, nothingAsked, offeredAt } from './ask.ts'
import type { Following } from './following.ts'
import type { StateHolder } from './state-holder.ts'

export type HumanDeskPorts = {
  api: ChannelApi
  holder: StateHolder
  following: Pick<Following, 'adopt' | 'wake'>
  /** The conversation of this browser; begun here where there is none yet. */
  reachConversation: () => Promise<Answer<OpenAccess>>
  /** The server does not know this conversation or its token any more. */
  ended: (access: OpenAccess) => void
}

/** Asking for a human, declining the offer, and going back to the bot. */
export class HumanDesk {
  readonly #ports: HumanDeskPorts

  constructor(ports: HumanDeskPorts) {
    this.#ports = ports
  }

  open = (): void => {
    const { ask, transcript } = this.#ports.holder.get()
    this.#ports.holder.patch({ notice: null })
    this.#change({ open: true, problem: null, email: ask.email || (transcript?.view.customer.email ?? '') })
  }

  /** Filling in an offered form makes it the customer's own: it stays, whatever the bot says next. */
  typeEmail = (email: string): void => this.#change({ email, open: true, problem: null })

  decline = (): void => {
    const { ask, transcript } = this.#ports.holder.get()
    this.#change({ ...nothingAsked, email: ask.email, answered: Math.max(ask.answered, offeredAt(transcript)) })
  }

  /** Resolves when the server has answered; what was wrong is in `ask.problem` then, beside what was typed. */
  async submit(): Promise<void> {
    const { ask, bot } = this.#ports.holder.get()
    const email = ask.email.trim()
    if (ask.busy) return
    if (email === '' && bot.human.emailRequired) return this.#change({ open: true, problem: 'email_missing' })
    this.#change({ open: true, busy: true, problem: null })
    const problem = await this.#escalate(email)
    if (problem === 'power_up_missing') this.#close()
    else if (problem === null) this.decline()
    else this.#change({ busy: false, problem })
  }

  /** Back to the bot, before anybody has joined. */
  withdraw = async (): Promise<void> => {
    const { api, holder, following, reachConversation } = this.#ports
    if (holder.get().busy) return
    holder.patch({ busy: 'withdrawing', notice: null })
    const access = await reachConversation()
    const answer = access.kind === 'ok' ? await api.withdraw(access.value) : access
    // A refusal means that somebody was quicker: the log says what happened.
    holder.patch({ busy: null, notice: answer.kind === 'later' ? 'command_failed' : null })
    if (answer.kind === 'ok' && 'state' in answer.value) following.adopt(answer.value)
    else following.wake()
  }

  /** The code of what went wrong, or null. */
  async #escalate(email: string): Promise<string | null> {
    const { api, holder, following, reachConversation, ended } = this.#ports
    const before = holder.get().transcript?.view.lastSeq ?? 0
    const access = await reachConversation()
    const answer = access.kind === 'ok' ? await api.escalate(access.value, email === '' ? {} : { email }) : access
    if (answer.kind === 'no') {
      if (access.kind === 'ok' && answer.status === 401) ended(access.value)
      return answer.code
    }
    if (answer.kind !== 'ok') return 'unreachable'
    if ('state' in answer.value) following.adopt(answer.value)
    // The team had this very request already: nothing new is in the log to say so.
    if ('lastSeq' in answer.value && answer.value.lastSeq <= before) holder.patch({ notice: 'asked_before' })
    return null
  }

  /** There is no human here after all: say so, and offer none. */
  #close(): void {
    this.decline()
    const { bot } = this.#ports.holder.get()
    this.#ports.holder.patch({
      bot: { ...bot, human: { ...bot.human, available: false } },
      notice: 'no_human_here',
    })
  }

  #change(changes: Partial<Ask>): void {
    const { ask } = this.#ports.holder.get()
    this.#ports.holder.patch({ ask: { ...ask, ...changes } })
  }
}
