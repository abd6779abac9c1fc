import type { Change } from '@baton/core'
import type { TurnTaker } from '../bot/take-turns.ts'
import type { Bus } from '../database/bus.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { awaitedJob } from '../outbox/plan-effects.ts'

type Deps = { turns: TurnTaker; bus: Bus; outbox: Outbox; gateway: { committed: (change: Change) => void } }

/** What happens at once after a commit, here and on other servers: old replies end, sockets hear, workers wake. */
export function reactToCommits({ turns, bus, outbox, gateway }: Deps) {
  const stop = bus.subscribe((message) => {
    const { kind, conversation, engagement } = message
    if (kind !== 'engagement' || typeof conversation !== 'string' || typeof engagement !== 'number') return
    turns.abortOlder(conversation, engagement)
  })
  const committed = (change: Change): void => {
    const { id, engagement } = change.after
    if (engagement > (change.before?.engagement ?? 0)) {
      turns.abortOlder(id, engagement)
      bus.publish({ kind: 'engagement', conversation: id, engagement })
    }
    gateway.committed(change)
    for (const { followUp } of change.follow) {
      const kind = awaitedJob[followUp.kind]
      if (kind !== null) outbox.wake(kind)
    }
  }
  return { committed, stop }
}
