import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { WebhooksTable } from '../database/tables/outbox.ts'

export type TroubledWebhook = {
  id: string
  botId: string
  botName: string
  type: string
  url: string
  enabled: boolean
  disabledReason: WebhooksTable['disabled_reason']
  disabledAt: number | null
  failures: number
  failingSince: number | null
  lastError: string | null
  /** Given up lately and not sent again since. */
  failed: number
  firstFailedAt: number | null
  held: number
}

/** How many failures in a row are trouble. */
export const TROUBLING_FAILURES = 3

/**
 * The webhooks of a team that the system switched off, that fail at the moment, or that have given deliveries up since `since`;
 * of a single one when `webhookId` says which.
 */
export async function troubledWebhooks(
  { db }: Database,
  { teamId, since, webhookId }: { teamId: string; since: number; webhookId?: string },
): Promise<TroubledWebhook[]> {
  const failed = sql<number>`(select cast(count(*) as integer) from webhook_deliveries d where d.webhook_id = webhook.id
    and d.status = 'failed' and d.conversation_id is not null and d.last_attempt_at >= ${since})`
  const first = sql<
    number | null
  >`(select min(d.last_attempt_at) from webhook_deliveries d where d.webhook_id = webhook.id
    and d.status = 'failed' and d.conversation_id is not null and d.last_attempt_at >= ${since})`
  const held = sql<number>`(select cast(count(*) as integer) from webhook_deliveries d where d.webhook_id = webhook.id
    and d.status = 'held')`
  let query = db
    .selectFrom('webhooks as webhook')
    .innerJoin('bots as bot', 'bot.id', 'webhook.bot_id')
    .select(['webhook.id', 'webhook.bot_id', 'bot.name as bot_name', 'webhook.type', 'webhook.url', 'webhook.enabled'])
    .select(['webhook.disabled_reason', 'webhook.disabled_at', 'webhook.failures', 'webhook.failing_since'])
    .select(['webhook.last_error', failed.as('failed'), first.as('first_failed_at'), held.as('held')])
    .where('webhook.team_id', '=', teamId)
    .where('webhook.deleted_at', 'is', null)
    .where('bot.deleted_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('webhook.disabled_reason', 'is not', null),
        eb.and([eb('webhook.enabled', '=', 1), eb('webhook.failures', '>=', TROUBLING_FAILURES)]),
        eb.and([eb('webhook.enabled', '=', 1), eb(failed, '>', 0)]),
      ]),
    )
  if (webhookId !== undefined) query = query.where('webhook.id', '=', webhookId)
  const rows = await query.orderBy('webhook.created_at').orderBy('webhook.id').execute()
  return rows.map((row) => ({
    id: row.id,
    botId: row.bot_id,
    botName: row.bot_name,
    type: row.type,
    url: row.url,
    enabled: row.enabled === 1,
    disabledReason: row.disabled_reason,
    disabledAt: row.disabled_at,
    failures: row.failures,
    failingSince: row.failing_since,
    lastError: row.last_error,
    failed: row.failed,
    firstFailedAt: row.first_failed_at,
    held: row.held,
  }))
}
