import { z } from 'zod'
import { type Handler, LEASE_MS } from '../outbox/handler.ts'
import type { EventLog } from '../store/events.ts'
import type { ModelUsage } from '../store/model-usage.ts'
import { type BotModel, isCapped } from './choose-answerer.ts'
import type { SummaryPoint } from './extract-summary.ts'
import { modelFailure } from './model-failure.ts'
import type { HostedModel } from './model-provider.ts'
import { modelSummary } from './model-summary.ts'

/** The payload of a summary's job. */
const SummaryJob = z.object({ conversationId: z.string(), botId: z.string(), seq: z.int() })

const EVENTS = 200

export type SummaryDeps = {
  log: EventLog
  fetch: typeof globalThis.fetch
  usage: Pick<ModelUsage, 'add' | 'today'>
  modelOf: (botId: string) => Promise<BotModel | null>
  keep: (summary: { conversationId: string; seq: number; points: readonly SummaryPoint[] }) => Promise<void>
  noteFailure: (failure: { botId: string; conversationId: string; message: string }) => Promise<void>
}

/** The outbox handler of summaries: one try; without one, agents read the words of the conversation itself. */
export function summaryHandler(deps: SummaryDeps): Handler {
  return {
    concurrency: 6,
    lanes: { by: 'team', perLane: 4 },
    leaseMs: LEASE_MS,
    handle: async (job, signal) => {
      await summarise(deps, SummaryJob.parse(job.payload), signal)
      return { status: 'done' }
    },
  }
}

async function summarise(deps: SummaryDeps, job: z.infer<typeof SummaryJob>, signal: AbortSignal): Promise<void> {
  const { conversationId, botId, seq } = job
  const setting = await deps.modelOf(botId)
  if (setting === null || setting.model.provider === 'builtin') return
  if (await isCapped(setting, botId, deps.usage.today)) return
  const events = await deps.log.before(conversationId, seq + 1, EVENTS)
  try {
    const points = await modelSummary(events, {
      setting: { ...setting, model: setting.model as HostedModel },
      fetch: deps.fetch,
      used: (use) => deps.usage.add(botId, conversationId, use),
      signal,
    })
    if (points !== null) await deps.keep({ conversationId, seq, points })
  } catch (error) {
    signal.throwIfAborted()
    const message = `No summary: ${modelFailure(error, setting.apiKey)}`
    await deps.noteFailure({ botId, conversationId, message })
  }
}
