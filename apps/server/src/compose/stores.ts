import type { Database, Warn } from '../database/database.ts'
import { openBotAvatars } from '../store/bot-avatars.ts'
import { openBotErrors } from '../store/bot-errors.ts'
import type { Sealing } from '../store/bot-models.ts'
import { openBots } from '../store/bots.ts'
import { openConversationList } from '../store/conversation-list.ts'
import { openCustomerReading } from '../store/customer-reading.ts'
import { openEventLog } from '../store/events.ts'
import { openKnowledge } from '../store/knowledge.ts'
import { openKnowledgeChanges } from '../store/knowledge-changes.ts'
import { openKnowledgePages } from '../store/knowledge-pages.ts'
import { openKnowledgeReading } from '../store/knowledge-reading.ts'
import { openKnowledgeVectors } from '../store/knowledge-vectors.ts'
import { openModelUsage } from '../store/model-usage.ts'
import { openPowerUps } from '../store/power-ups.ts'
import { openSummaries } from '../store/summaries.ts'
import { openWaitingLine } from '../store/waiting-line.ts'
import { openWebChannels } from '../store/web-channels.ts'
import { openDeliveries } from '../store/webhook-deliveries.ts'
import { openSending } from '../store/webhook-sending.ts'
import { openWebhooks } from '../store/webhooks.ts'

export type Ports = { now: () => number; newId: () => string }
export type { Warn }
export type Stores = ReturnType<typeof openStores>

/** The tables that several parts read and write. */
export function openStores(database: Database, ports: Ports, sealing: Sealing) {
  return {
    log: openEventLog(database),
    list: openConversationList(database),
    waiting: openWaitingLine(database, ports),
    customers: openCustomerReading(database),
    bots: openBots(database, ports, sealing),
    summaries: openSummaries(database, ports),
    usage: openModelUsage(database, ports),
    botErrors: openBotErrors(database, ports),
    powerUps: openPowerUps(database, ports),
    knowledge: openKnowledge(database),
    knowledgeChanges: openKnowledgeChanges(database, ports),
    vectors: openKnowledgeVectors(database, ports),
    knowledgePages: openKnowledgePages(database, ports),
    knowledgeReading: openKnowledgeReading(database, ports),
    webChannels: openWebChannels(database, ports),
    botAvatars: openBotAvatars(database),
    webhooks: openWebhooks(database),
    deliveries: openDeliveries(database),
    sending: openSending(database),
  }
}
