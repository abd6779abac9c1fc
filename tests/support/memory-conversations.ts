import type { Along, Change, Conversation, Conversations, Event, FollowUp, Policy, World } from '@baton/core'
import { policy, robo, ten } from './cast.ts'

/** Where somebody else may come first: just before the store does this. */
export type Moment = 'load' | 'commit' | 'heldBy' | 'findByStartKey'

/**
 * An honest `Conversations` in memory: compare-and-set on `lastSeq`, one conversation for a start key, one message for
 * a sender's `clientId`, all of a transaction or nothing. Nothing that it hands out is shared with what it keeps.
 */
export class MemoryConversations implements Conversations {
  readonly followUps: FollowUp[] = []
  readonly #conversations = new Map<string, Conversation>()
  readonly #logs = new Map<string, Event[]>()
  readonly #startKeys = new Map<string, string>()
  readonly #policies = new Map<string, Policy>([[robo.id, policy()]])
  readonly #pace: () => Promise<unknown>
  readonly #interruptions: { moment: Moment; work: () => Promise<unknown> }[] = []

  /** `pace` is awaited before each look and each commit: whoever decides it decides who comes first. */
  constructor(pace: () => Promise<unknown> = () => Promise.resolve()) {
    this.#pace = pace
  }

  /** Somebody else comes first, once: `work` runs to its end just before the next `moment`. */
  interrupt(moment: Moment, work: () => Promise<unknown>): void {
    this.#interruptions.push({ moment, work })
  }

  /** The bot's settings from now on; null deletes the bot. */
  setPolicy(botId: string, settings: Policy | null): void {
    if (settings === null) this.#policies.delete(botId)
    else this.#policies.set(botId, settings)
  }

  /** The conversation as it is kept, without any interruption. */
  snapshot(conversationId: string): Conversation | null {
    return structuredClone(this.#conversations.get(conversationId) ?? null)
  }

  log(conversationId: string): Event[] {
    return structuredClone(this.#logs.get(conversationId) ?? [])
  }

  async load(conversationId: string) {
    await this.#before('load')
    return this.#loaded(conversationId)
  }

  async findByStartKey(startKeyHash: string) {
    await this.#before('findByStartKey')
    return this.#loaded(this.#startKeys.get(startKeyHash))
  }

  async policyOf(botId: string) {
    return structuredClone(this.#policies.get(botId) ?? null)
  }

  async findMessage(conversationId: string, sender: string, clientId: string) {
    const said = this.log(conversationId).find((event) => event.sender === sender && event.clientId === clientId)
    return said ?? null
  }

  async heldBy(memberId: string) {
    const held = [...this.#conversations.values()].filter((one) => one.state === 'active' && one.agent.id === memberId)
    const ids = held.map((one) => one.id)
    await this.#before('heldBy')
    return ids
  }

  async commit(changes: readonly Change[], along?: Along) {
    await this.#before('commit')
    if (!changes.every((change) => this.#isCurrent(change))) return false
    for (const change of changes) this.#mustBeNew(change)
    if (along !== undefined) {
      await along(this)
      // A database would have made this other writer wait for the transaction's end.
      if (!changes.every((change) => this.#isCurrent(change))) throw new Error('written inside a transaction')
    }
    // From the last look at what is current to here nothing is awaited: together they are the compare-and-set.
    for (const change of changes) this.#write(structuredClone(change))
    return true
  }

  #isCurrent({ before, after, startKeyHash }: Change): boolean {
    if (before !== null) return this.#conversations.get(before.id)?.lastSeq === before.lastSeq
    return !this.#conversations.has(after.id) && !(startKeyHash !== undefined && this.#startKeys.has(startKeyHash))
  }

  /** What a database's unique index would refuse is a bug of whoever decided, not an expected "no". */
  #mustBeNew({ after, events }: Change): void {
    const said = new Set(this.log(after.id).map((event) => `${event.sender} ${event.clientId}`))
    for (const { sender, clientId } of events) {
      if (clientId === null) continue
      if (said.has(`${sender} ${clientId}`)) throw new Error(`${sender} said ${clientId} already`)
      said.add(`${sender} ${clientId}`)
    }
  }

  #write({ after, events, follow, startKeyHash }: Change): void {
    this.#conversations.set(after.id, after)
    this.#logs.set(after.id, [...(this.#logs.get(after.id) ?? []), ...events])
    if (startKeyHash !== undefined) this.#startKeys.set(startKeyHash, after.id)
    this.followUps.push(...follow.map(({ followUp }) => followUp))
  }

  #loaded(conversationId: string | undefined) {
    const conversation = conversationId === undefined ? null : this.snapshot(conversationId)
    if (conversation === null) return null
    // The settings of a deleted bot are kept as long as its conversations.
    return { conversation, policy: structuredClone(this.#policies.get(conversation.botId) ?? policy()) }
  }

  async #before(moment: Moment): Promise<void> {
    const index = this.#interruptions.findIndex((interruption) => interruption.moment === moment)
    const [interruption] = index < 0 ? [] : this.#interruptions.splice(index, 1)
    await interruption?.work()
    await this.#pace()
  }
}

export type MemoryWorld = World & {
  conversations: MemoryConversations
  /** Every change that was told as committed, in order. */
  told: Change[]
  /** Lets time pass, in milliseconds. */
  pass(milliseconds: number): void
}

/** One server's world over a store; give two worlds the same store to have two servers. */
export function memoryWorld(conversations = new MemoryConversations()): MemoryWorld {
  let clock = ten
  const told: Change[] = []
  const lines = new Map<string, Promise<unknown>>()
  return {
    conversations,
    told,
    now: () => clock,
    newId: () => crypto.randomUUID(),
    committed: (change) => void told.push(change),
    inLine: (conversationId, work) => {
      const mine = (lines.get(conversationId) ?? Promise.resolve()).then(work)
      lines.set(
        conversationId,
        mine.catch(() => undefined),
      )
      return mine
    },
    pass: (milliseconds) => {
      clock += milliseconds
    },
  }
}
