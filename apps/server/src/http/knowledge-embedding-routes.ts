import { KnowledgeEmbeddings, WriteKnowledgeEmbeddings } from '@baton/protocol'
import type { Bots } from '../store/bots.ts'
import type { App } from './app.ts'
import { KnowledgeBotParams, ownBot } from './knowledge-problems.ts'
import type { RequireMember } from './principal-guard.ts'
import { problems } from './route-schema.ts'

export type EmbeddingRouteDeps = {
  bots: Bots
  embeddings: {
    get: (botId: string) => Promise<KnowledgeEmbeddings>
    set: (botId: string, model: string | null) => Promise<KnowledgeEmbeddings>
  }
  member: RequireMember
}

const path = '/api/v1/bots/:botId/knowledge/embeddings'

/** Whether the bot's search also goes by meaning, and with which model of its provider. */
export function knowledgeEmbeddingRoutes(app: App, { bots, embeddings, member }: EmbeddingRouteDeps) {
  const shared = { tags: ['knowledge'], params: KnowledgeBotParams }
  const response = { 200: KnowledgeEmbeddings, ...problems }
  app.get(
    path,
    {
      onRequest: member('bot.read'),
      schema: { ...shared, summary: 'Read the setting of search by meaning', response },
    },
    async (request) => embeddings.get((await ownBot(bots, request)).botId),
  )
  app.put(
    path,
    {
      onRequest: member('bot.manage'),
      schema: {
        ...{ ...shared, summary: 'Set the model of search by meaning', body: WriteKnowledgeEmbeddings, response },
        description: 'A model of the bot’s own provider that turns texts into vectors; null: by words only.',
      },
    },
    async (request) => embeddings.set((await ownBot(bots, request)).botId, request.body.model),
  )
}
