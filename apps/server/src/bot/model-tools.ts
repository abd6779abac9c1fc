import type { Offer } from '@baton/core'
import { type Tool, type ToolSet, tool } from 'ai'
import type { z } from 'zod'
import type { PowerUp } from '../power-ups/power-up.ts'
import type { Registry } from '../power-ups/registry.ts'
import type { Turn } from './bot-port.ts'

/** The most that a power-up may tell a model, in characters, and how long it may take, in milliseconds. */
const MOST_TOLD = 4_000
const TELL_WITHIN = 5_000

/**
 * The turn's power-ups as a model's tools. One that offers something is never run: the call is read, and the platform
 * decides. One that tells something is run, and what goes wrong with it is told instead.
 */
export function toolsFor(turn: Turn, registry: Registry): ToolSet {
  const allowed = registry.all.filter(({ kind }) => mayCall(turn, kind))
  return Object.fromEntries(allowed.map((powerUp) => [powerUp.kind, toolOf(turn, powerUp)]))
}

function mayCall({ powerUps, humanState }: Turn, kind: string): boolean {
  return powerUps.includes(kind) && (kind !== 'talk_to_a_human' || humanState === 'available')
}

function toolOf(turn: Turn, { kind, tool: told, initial, does }: PowerUp): Tool {
  const { description } = told
  const inputSchema: z.ZodType<Record<string, unknown>> = told.input
  if (does.what === 'offer') return tool({ description, inputSchema })
  const settings = { ...initial, ...(turn.powerUpSettings[kind] as object | undefined) }
  return tool({
    description,
    inputSchema,
    execute: async (input, { abortSignal }) => {
      const signal = AbortSignal.any([abortSignal ?? turn.signal, AbortSignal.timeout(TELL_WITHIN)])
      try {
        return (await unlessAborted(does.tell(input, settings, signal), signal)).slice(0, MOST_TOLD)
      } catch {
        return 'This is not available now.'
      }
    },
  })
}

/** The result, or an error as soon as the signal aborts, whether or not the work listens to it. */
function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

/** What a valid call asks the platform to offer; null when it offers nothing. */
export function offerOf(registry: Registry, name: string, input: unknown): Offer | null {
  const powerUp = registry.find(name)
  if (powerUp?.does.what !== 'offer') return null
  const parsed = powerUp.tool.input.safeParse(input)
  return parsed.success ? powerUp.does.offer(parsed.data) : null
}
