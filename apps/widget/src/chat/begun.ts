import { pageTeller } from '../host/page-teller.ts'
import type { HostPort } from '../host/port.ts'
import { alone } from '../keep/alone.ts'
import type { Store } from '../keep/browser-store.ts'
import type { OpenAccess } from '../keep/kept-access.ts'
import type { ChannelApi } from '../wire/channel-api.ts'
import { visitNow } from '../wire/visit.ts'
import { Delivery } from './delivery.ts'
import { Following } from './following.ts'
import { FormDesk } from './form-desk.ts'
import { HumanDesk } from './human-desk.ts'
import type { KeptOutbox } from './kept-outbox.ts'
import { settle } from './outbox.ts'
import { createSender, type Sender } from './send-outbox.ts'
import type { StateHolder } from './state-holder.ts'

export type BegunPorts = {
  api: ChannelApi
  store: Store
  port: HostPort
  holder: StateHolder
  outbox: KeptOutbox
  /** The server does not know this conversation or its token any more. */
  ended: (access: OpenAccess) => void
}

/** Everything that works once the customer has begun: following a conversation, sending, and asking for a human. */
export class Begun {
  readonly following: Following
  readonly sender: Sender
  readonly human: HumanDesk
  readonly form: FormDesk
  /** Runs while nobody, in whatever tab, begins a conversation or sends. */
  readonly inTurn: <Result>(task: () => Promise<Result>) => Promise<Result>

  constructor({ api, store, port, holder, outbox, ended }: BegunPorts) {
    const moved = () => {
      const { transcript } = holder.get()
      if (transcript) outbox.change((entries) => settle(entries, transcript))
    }
    const following = new Following({ api, holder, moved, ended })
    const page = pageTeller(port)
    const visit = async () => visitNow(await page())
    const delivery = new Delivery({ api, store, visit, holder, following, outbox, ended })
    const inTurn = <Result>(task: () => Promise<Result>) => alone(`baton:${holder.get().bot.id}`, task)
    this.inTurn = inTurn
    this.following = following
    this.sender = createSender({ ...delivery.sending, alone: inTurn })
    const reachConversation = () => inTurn(() => delivery.reach(null))
    this.human = new HumanDesk({ api, holder, following, ended, reachConversation })
    this.form = new FormDesk({ api, holder, following, ended, reachConversation })
    holder.subscribe(this.form.look)
  }
}
