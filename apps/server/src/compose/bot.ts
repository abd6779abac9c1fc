import type { World } from '@baton/core'
import { createBuiltInAnswerer } from '../bot/built-in-answerer.ts'
import { chooseAnswerer } from '../bot/choose-answerer.ts'
import { createModelAnswerer } from '../bot/model-answerer.ts'
import { type PreviewMessage, previewTurn } from '../bot/preview-turn.ts'
import { summaryHandler } from '../bot/summary-handler.ts'
import { summaryOf } from '../bot/summary-of.ts'
import { openTurnTaker, type TurnTakerDeps } from '../bot/take-turns.ts'
import { createTryModel } from '../bot/try-model.ts'
import type { Database } from '../database/database.ts'
import type { KnowledgeSearch } from '../knowledge/knowledge-search.ts'
import type { Registry } from '../power-ups/registry.ts'
import type { Ports, Stores } from './stores.ts'

type Deps = Pick<TurnTakerDeps, 'drafting' | 'draftingWithdrawn'> & {
  ports: Ports
  database: Database
  stores: Stores
  world: World
  search: KnowledgeSearch['search']
  registry: Registry
  /** The guarded way to the services of models. */
  fetch: typeof globalThis.fetch
}

/** Whoever answers for the bots: takes their turns, shows previews, and tries their models. */
export function composeBot({ ports, database, stores, world, search, registry, fetch, ...drafts }: Deps) {
  const { bots, botErrors, log, usage, powerUps, summaries } = stores
  const answerer = chooseAnswerer({
    builtIn: createBuiltInAnswerer(),
    byModel: createModelAnswerer({ fetch, registry, used: usage.add }),
    modelOf: bots.modelOf,
    usedToday: usage.today,
  })
  const reading = {
    log,
    search,
    powerUps: async (botId: string) => (await powerUps.list(botId)).filter(({ enabled }) => enabled),
  }
  const noteFailure: TurnTakerDeps['noteFailure'] = botErrors.add
  const turns = openTurnTaker({
    ...{ world, answerer, ...reading, ...drafts },
    bot: async (botId) => (await bots.findForChannel(botId))?.bot ?? null,
    noteFailure,
  })
  return {
    turns,
    summaries: summaryHandler({ log, fetch, usage, modelOf: bots.modelOf, keep: summaries.keep, noteFailure }),
    summaryOf: (conversationId: string) => summaryOf({ log, summaries }, conversationId),
    tryModel: createTryModel(fetch),
    preview: (
      bot: Parameters<typeof previewTurn>[1],
      messages: readonly PreviewMessage[],
      told: (offset: number, text: string) => void,
      gone: AbortSignal,
    ) => previewTurn({ ...reading, answerer }, bot, messages, told, gone),
  }
}
