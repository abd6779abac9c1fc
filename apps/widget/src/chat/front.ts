import type { ChannelBot } from '@baton/protocol'
import type { Command } from '../host/messages.ts'
import type { Store } from '../keep/browser-store.ts'
import { currentOf } from '../keep/kept-access.ts'
import { makeClientId } from '../keep/random-ids.ts'
import { keepOutbox } from './kept-outbox.ts'
import { keepUnsentText } from './unsent-text.ts'
import { addMessage, type Outbox, writtenIn } from './written.ts'

/** What the customer and the page around have wanted before the chat could do it. */
export type Wanted = { human: boolean; commands: Command[] }

/**
 * The chat until the rest of the page is here: the customer can write, and what they send is kept in the outbox, from
 * which the chat takes it up. `changed` is called when something looks different.
 */
export class Front {
  readonly bot: ChannelBot
  readonly #store: Store
  readonly #outbox
  readonly #changed: () => void
  readonly wanted: Wanted = { human: false, commands: [] }
  readonly unsentText
  /** Nobody is there to be told of it. */
  readonly typing = { touch() {}, stop() {} }
  readonly customer = 0
  /** Whether the rest can be fetched just now. */
  reachable = true

  constructor(bot: ChannelBot, store: Store, changed: () => void) {
    this.bot = bot
    this.#store = store
    this.#outbox = keepOutbox(store, changed)
    this.#changed = changed
    this.unsentText = keepUnsentText(store)
  }

  /** This browser has a conversation, whose history only the chat can fetch. */
  get hasConversation(): boolean {
    return currentOf(this.#store) !== null
  }

  /** What was written in this browser's conversation, or what the first one is to begin with. */
  get written(): Outbox {
    return writtenIn(this.#outbox.read(), currentOf(this.#store))
  }

  send = (written: string): void => {
    const text = written.trim()
    if (text === '') return
    const to = currentOf(this.#store)
    this.#outbox.change((outbox) => addMessage(outbox, { clientId: makeClientId(), text, at: Date.now(), to }))
  }

  askForHuman = (): void => {
    this.wanted.human = true
  }

  hear(command: Command): void {
    this.wanted.commands.push(command)
  }

  /** The rest cannot be fetched, or can again. */
  reach(reachable: boolean): void {
    this.reachable = reachable
    this.#changed()
  }
}
