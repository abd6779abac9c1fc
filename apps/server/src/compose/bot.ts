import type { World } from '@baton/core'
import { createBuiltInAnswerer } from '../bot/built-in-answerer.ts'
import { openTurnTaker, type TurnTakerDeps } from '../bot/take-turns.ts'
import type { Database } from '../database/database.ts'
import type { KnowledgeSearch } from '../knowledge/knowledge-search.ts'
import { insertBotError } from '../store/bot-errors.ts'
import type { Ports, Stores } from './stores.ts'

type Deps = Pick<TurnTakerDeps, 'drafting' | 'draftingWithdrawn'> & {
  ports: Ports
  database: Database
  stores: Stores
  world: World
  search: KnowledgeSearch['search']
}

/** Whoever answers for the bots, and takes their turns. */
export function composeBot({ ports, database, stores, world, search, drafting, draftingWithdrawn }: Deps) {
  const { bots, log } = stores
  return openTurnTaker({
    world,
    log,
    bot: async (botId) => (await bots.findForChannel(botId))?.bot ?? null,
    answerer: createBuiltInAnswerer(),
    search,
    drafting,
    draftingWithdrawn,
    noteFailure: (failure) => insertBotError(database, { ...failure, id: ports.newId(), at: ports.now() }),
  })
}
