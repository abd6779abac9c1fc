import { accessTo } from '../keep/access.ts'
import type { Store } from '../keep/browser-store.ts'
import { isOpen, type OpenAccess, readAccess } from '../keep/kept-access.ts'
import type { Answer } from '../wire/call.ts'
import type { ChannelApi } from '../wire/channel-api.ts'
import type { Visit } from '../wire/visit.ts'
import { beginConversation } from './begin-conversation.ts'
import type { Following } from './following.ts'
import type { KeptOutbox } from './kept-outbox.ts'
import { boundTo, discard, freed, markFailed, markSent, nextToSend } from './outbox.ts'
import type { SenderPorts } from './send-outbox.ts'
import type { StateHolder } from './state-holder.ts'
import type { OutboxEntry } from './written.ts'

export type DeliveryPorts = {
  api: ChannelApi
  store: Store
  /** Where the customer is now. */
  visit: () => Promise<Visit>
  holder: StateHolder
  following: Pick<Following, 'open' | 'received'>
  outbox: KeptOutbox
  /** The server does not know this conversation or its token any more. */
  ended: (access: OpenAccess) => void
}

const later = { kind: 'later', afterMs: null } as const

/** Brings one message to the server, beginning the conversation with it where there is none yet. */
export class Delivery {
  readonly #ports: DeliveryPorts

  constructor(ports: DeliveryPorts) {
    this.#ports = ports
  }

  /** What the sender needs of this. */
  get sending(): Omit<SenderPorts, 'alone'> {
    const { outbox, holder } = this.#ports
    return {
      next: () => nextToSend(outbox.read()),
      deliver: (entry) => this.#deliver(entry),
      report: ({ sending, failing }) => {
        const { network } = holder.get()
        holder.patch({ sending, network: { ...network, failing: failing ?? network.failing } })
      },
    }
  }

  /** The conversation, begun with this message where there is none yet. */
  async reach(first: OutboxEntry | null): Promise<Answer<OpenAccess>> {
    const { store, holder, following, outbox, ended } = this.#ports
    const known = isOpen(readAccess(store))
    const answer = await beginConversation(this.#ports, holder.get().bot.id, first)
    if (answer.kind === 'no' && answer.status === 404) holder.patch({ gone: true })
    if (answer.kind === 'ok' && !known) outbox.change((entries) => boundTo(entries, answer.value.conversationId))
    if (answer.kind !== 'ok' || holder.get().stage !== 'empty') return answer
    const outcome = await following.open(answer.value)
    if (outcome.kind === 'no' && known) ended(answer.value)
    // The message itself may have got through; its id keeps a second try from doubling it.
    return outcome.kind === 'ok' ? answer : later
  }

  async #deliver(entry: OutboxEntry): Promise<Answer<unknown>> {
    const { api, store, following, outbox, ended } = this.#ports
    const { clientId, text, to } = entry
    const elsewhere = to === null ? null : accessTo(store, to)
    if (elsewhere && !this.#isCurrent(elsewhere)) return this.#deliverTo(elsewhere, entry)
    const known = isOpen(readAccess(store))
    const access = await this.reach(entry)
    if (access.kind !== 'ok') return this.#undelivered(clientId, access)
    // The message itself began the conversation. Where the log does not hold it after all, it is the next to go out again.
    if (!known) return access
    const answer = await api.send(access.value, { clientId, text })
    if (answer.kind === 'no' && answer.status === 401) ended(access.value)
    if (answer.kind !== 'ok') return this.#undelivered(clientId, answer)
    outbox.change((entries) => markSent(entries, clientId, answer.value.seq))
    following.received([answer.value])
    return answer
  }

  /** A message that was still on its way when the customer went to another of their conversations. */
  async #deliverTo(access: OpenAccess, { clientId, text }: OutboxEntry): Promise<Answer<unknown>> {
    const { api, outbox } = this.#ports
    const answer = await api.send(access, { clientId, text })
    if (answer.kind === 'ok') outbox.change((entries) => discard(entries, clientId))
    else if (answer.kind === 'no' && answer.status === 401) {
      outbox.change((entries) => freed(entries, access.conversationId))
    }
    return answer.kind === 'ok' ? answer : this.#undelivered(clientId, answer)
  }

  #isCurrent({ conversationId }: OpenAccess): boolean {
    const kept = readAccess(this.#ports.store)
    return isOpen(kept) && kept.conversationId === conversationId
  }

  #undelivered(clientId: string, answer: Exclude<Answer<unknown>, { kind: 'ok' }>): Answer<unknown> {
    if (answer.kind === 'later') return answer
    // With a token that is not good any more the message stays queued, and begins the next conversation.
    if (answer.kind !== 'no' || answer.status === 401) return later
    this.#ports.outbox.change((entries) => markFailed(entries, clientId, answer.code))
    return answer
  }
}
