import { closeConversation, nudgeHolder, requeueFor, type World } from '@baton/core'
import { z } from 'zod'
import { type Handler, LEASE_MS } from '../outbox/handler.ts'

const Timer = z.discriminatedUnion('about', [
  z.object({
    about: z.literal('unanswered'),
    step: z.enum(['nudge', 'requeue']),
    conversationId: z.string(),
    engagement: z.number(),
    unansweredSince: z.number(),
  }),
  z.object({ about: z.literal('bot_deleted'), botId: z.string() }),
])

export type Timers = ReturnType<typeof openTimers>

/** Does what a due timer asks for. What no longer holds is refused by the lifecycle, and that is fine. */
export function openTimers(deps: { world: World; openOfBot: (botId: string) => Promise<string[]> }) {
  const { world } = deps
  const closeAll = async (botId: string) => {
    for (const id of await deps.openOfBot(botId)) await closeConversation(world, id, 'bot_deleted')
  }
  return {
    closeAll,
    run: async (payload: unknown): Promise<void> => {
      const timer = Timer.parse(payload)
      if (timer.about === 'bot_deleted') return closeAll(timer.botId)
      const { conversationId, engagement, unansweredSince } = timer
      if (timer.step === 'nudge') await nudgeHolder(world, conversationId, { engagement, unansweredSince })
      else await requeueFor(world, conversationId, { cause: 'unanswered', engagement, unansweredSince })
    },
  }
}

/** The outbox handler of timers. */
export function timerHandler(timers: { run: (payload: unknown) => Promise<void> }): Handler {
  return {
    concurrency: 4,
    leaseMs: LEASE_MS,
    handle: async (job) => {
      await timers.run(job.payload)
      return { status: 'done' }
    },
  }
}
