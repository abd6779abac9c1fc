import type { Accounts } from '../accounts/accounts.ts'
import { accountRoutes } from './account-routes.ts'
import { apiKeyRoutes } from './api-key-routes.ts'
import type { App } from './app.ts'
import { avatarRoutes } from './avatar-routes.ts'
import { type BotRouteDeps, botRoutes } from './bot-routes.ts'
import type { ChannelRouteDeps } from './channel-conversations.ts'
import { channelOrigins } from './channel-origins.ts'
import { channelRoutes } from './channel-routes.ts'
import { conversationCommandRoutes } from './conversation-command-routes.ts'
import { conversationReadRoutes } from './conversation-read-routes.ts'
import { type EmbedRouteDeps, embedRoutes } from './embed-routes.ts'
import { healthRoutes } from './health-routes.ts'
import { invitationRoutes } from './invitation-routes.ts'
import { type KnowledgeRouteDeps, knowledgeRoutes } from './knowledge-routes.ts'
import { meRoutes } from './me-routes.ts'
import { metricsRoutes } from './metrics-routes.ts'
import { type ModelRouteDeps, modelRoutes } from './model-routes.ts'
import { type OutboxRouteDeps, outboxRoutes } from './outbox-routes.ts'
import type { ConversationRouteDeps } from './own-conversation.ts'
import { type PageFolders, pageRoutes } from './page-routes.ts'
import { type PowerUpRouteDeps, powerUpRoutes } from './power-up-routes.ts'
import { securityRoutes } from './security-routes.ts'
import { setUpRoutes } from './set-up-routes.ts'
import { teamRoutes } from './team-routes.ts'
import { type WebChannelRouteDeps, webChannelRoutes } from './web-channel-routes.ts'
import { type WebhookRouteDeps, webhookRoutes } from './webhook-routes.ts'

export type RouteDeps = WebChannelRouteDeps &
  EmbedRouteDeps &
  ConversationRouteDeps &
  ChannelRouteDeps &
  BotRouteDeps &
  ModelRouteDeps &
  OutboxRouteDeps &
  PowerUpRouteDeps &
  WebhookRouteDeps &
  KnowledgeRouteDeps & {
    accounts: Accounts
    isAllowedOrigin: (origin: string) => boolean
    ready: () => Promise<void>
    folders: PageFolders
    metrics: boolean
    sockets: () => { sockets: number; follows: number }
  }

/** Every route of the server. */
export async function routes(app: App, deps: RouteDeps) {
  const { accounts, member, isAllowedOrigin } = deps
  const { credentials, apiKeys } = accounts
  healthRoutes(app, deps)
  if (deps.metrics) metricsRoutes(app, { ...deps, backlog: deps.jobs.backlog })
  setUpRoutes(app, { accounts, isAllowedOrigin })
  accountRoutes(app, { credentials, member, isAllowedOrigin })
  meRoutes(app, { accounts, member, faceOf: deps.faceOf })
  securityRoutes(app, { credentials, member })
  await avatarRoutes(app, { accounts, member, faceOf: deps.faceOf })
  teamRoutes(app, { accounts, member })
  invitationRoutes(app, { accounts, member, isAllowedOrigin })
  apiKeyRoutes(app, { apiKeys, member })
  botRoutes(app, deps)
  modelRoutes(app, deps)
  powerUpRoutes(app, deps)
  await knowledgeRoutes(app, deps)
  await webChannelRoutes(app, deps)
  webhookRoutes(app, deps)
  outboxRoutes(app, deps)
  conversationReadRoutes(app, deps)
  conversationCommandRoutes(app, deps)
  channelOrigins(app, deps)
  channelRoutes(app, deps)
  embedRoutes(app, deps)
  await pageRoutes(app, deps)
}
