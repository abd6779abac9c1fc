import type { CustomerConversation, CustomerEvent } from '@baton/protocol'
import type { OpenAccess } from '../keep/access.ts'
import type { Answer } from '../wire/channel-api.ts'
import { createPatience } from '../wire/patience.ts'
import { withReach } from './chat-state.ts'
import type { Following, FollowingPorts } from './following.ts'
import type { Transcript } from './transcript.ts'

/** Fetches what is needed once there is a conversation; null where the network fails. */
export type LoadFollowing = () => Promise<Pick<typeof import('./following.ts'), 'Following'> | null>

/** Follows a conversation like `Following`, whose script is fetched when there is one: an empty page does without. */
export class FollowingLater {
  readonly #load: LoadFollowing
  readonly #ports: FollowingPorts
  readonly #patience = createPatience()
  #real: Following | null = null
  #wanted: OpenAccess | null = null

  constructor(load: LoadFollowing, ports: FollowingPorts) {
    this.#load = load
    this.#ports = ports
  }

  async open(access: OpenAccess): Promise<Answer<Transcript>> {
    this.#wanted = access
    const real = await this.#reach()
    if (this.#wanted !== access) return { kind: 'stopped' }
    return real ? real.open(access) : { kind: 'later', afterMs: null }
  }

  async resume(access: OpenAccess): Promise<void> {
    const { holder } = this.#ports
    this.#wanted = access
    holder.patch({ stage: 'opening' })
    const answer = await this.#patience.untilAnswered(
      async (): Promise<Answer<Following>> => {
        const real = await this.#reach()
        if (this.#wanted !== access) return { kind: 'stopped' }
        return real ? { kind: 'ok', value: real } : { kind: 'later', afterMs: null }
      },
      () => holder.change((state) => withReach(state, false)),
    )
    if (answer.kind === 'ok') await answer.value.resume(access)
  }

  received = (events: readonly CustomerEvent[]): void => this.#real?.received(events)

  adopt(conversation: CustomerConversation): void {
    this.#real?.adopt(conversation)
  }

  typing = (on: boolean): void => this.#real?.typing(on)

  async loadOlder(): Promise<void> {
    await this.#real?.loadOlder()
  }

  wake(): void {
    this.#patience.cut()
    this.#real?.wake()
  }

  stop(): void {
    this.#wanted = null
    this.#real?.stop()
    this.#patience.cut()
  }

  async #reach(): Promise<Following | null> {
    const parts = this.#real ? null : await this.#load()
    if (parts) this.#real ??= new parts.Following(this.#ports)
    return this.#real
  }
}
