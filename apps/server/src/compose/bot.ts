import type { World } from '@baton/core'
import { createBuiltInAnswerer } from '../bot/built-in-answerer.ts'
import { openTurnTaker, type TurnTakerDeps } from '../bot/take-turns.ts'
import type { Database } from '../database/database.ts'
import { createKnowledgeIndex } from '../knowledge/knowledge-index.ts'
import { insertBotError } from '../store/bot-errors.ts'
import type { Ports, Stores } from './stores.ts'

type Deps = Pick<TurnTakerDeps, 'drafting' | 'draftingWithdrawn'> & {
  ports: Ports
  database: Database
  stores: Stores
  world: World
}

/** Whoever answers for the bots, and takes their turns. */
export function composeBot({ ports, database, stores, world, drafting, draftingWithdrawn }: Deps) {
  const { bots, knowledge, log } = stores
  const search = createKnowledgeIndex({
    load: knowledge.all,
    version: async (botId) => String(await knowledge.version(botId)),
  })
  return openTurnTaker({
    world,
    log,
    bot: async (botId) => (await bots.findForChannel(botId))?.bot ?? null,
    answerer: createBuiltInAnswerer(),
    search: search.search,
    drafting,
    draftingWithdrawn,
    noteFailure: (failure) => insertBotError(database, { ...failure, id: ports.newId(), at: ports.now() }),
  })
}
