import { requeueFor, type World } from '@baton/core'
import type { AbsentHolder } from '../store/presence.ts'

/** How often held conversations are looked at, in milliseconds. */
const EVERY = 10_000

/**
 * Returns conversations to the queue whose holder is gone: no open socket and no action for the bot's time, or no
 * member any more. Several servers may watch at once: the engagement lets only one of them act.
 */
export function watchAbsentHolders(deps: {
  world: World
  absent: () => Promise<AbsentHolder[]>
  warn: (message: string, error: unknown) => void
}) {
  let looking = false
  const look = async () => {
    if (looking) return
    looking = true
    try {
      for (const { conversationId, engagement, removed } of await deps.absent()) {
        await requeueFor(deps.world, conversationId, { cause: removed ? 'member_removed' : 'agent_away', engagement })
      }
    } catch (error) {
      deps.warn('could not look for absent holders', error)
    } finally {
      looking = false
    }
  }
  const timer = setInterval(() => void look(), EVERY)
  timer.unref()
  return { look, stop: () => clearInterval(timer) }
}
