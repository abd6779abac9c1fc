import { createPatience } from '../wire/patience.ts'
import type { Begun, BegunPorts } from './begun.ts'
import { withReach } from './chat-state.ts'

/** Fetches what works once the customer has begun; null where the network fails. */
export type LoadBegun = () => Promise<Pick<typeof import('./begun.ts'), 'Begun'> | null>

/** What an empty page does without, fetched when it is first needed and as often as that takes. */
export class WhenBegun {
  readonly #load: LoadBegun
  readonly #ports: BegunPorts
  readonly #patience = createPatience()
  #coming: Promise<Begun> | null = null
  now: Begun | null = null

  constructor(load: LoadBegun, ports: BegunPorts) {
    this.#load = load
    this.#ports = ports
  }

  /** Does it at once where everything is here, else as soon as it is; in the order of the calls. */
  soon(act: (begun: Begun) => void): void {
    if (this.now) act(this.now)
    else void this.here().then(act)
  }

  /** Resolves when everything is here. */
  here(): Promise<Begun> {
    this.#coming ??= this.#fetch()
    return this.#coming
  }

  /** The network or the customer is back. */
  wake(): void {
    this.#patience.cut()
    this.now?.following.wake()
    this.now?.sender.wake()
  }

  async #fetch(): Promise<Begun> {
    const { holder } = this.#ports
    for (;;) {
      const answer = await this.#patience.untilAnswered(
        async () => {
          const value = await this.#load()
          return value ? { kind: 'ok', value } : { kind: 'later', afterMs: null }
        },
        () => holder.change((state) => withReach(state, false)),
      )
      if (answer.kind !== 'ok') continue
      this.now = new answer.value.Begun(this.#ports)
      if (!holder.get().network.reachable) holder.change((state) => withReach(state, true))
      return this.now
    }
  }
}
