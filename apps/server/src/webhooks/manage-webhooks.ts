import { randomBytes } from 'node:crypto'
import type { CreatedWebhook, CreateWebhook, UpdateWebhook, Webhook, WebhookTrouble } from '@baton/protocol'
import { troubleForMember, webhookForMember } from '../present/webhooks-for-member.ts'
import { cancelOpen } from '../store/webhook-deliveries.ts'
import { settleGap } from '../store/webhook-replay.ts'
import { troubledWebhooks } from '../store/webhook-trouble.ts'
import type { BotScope, CountedWebhook, WebhookRow } from '../store/webhooks.ts'
import { releaseAll } from './care.ts'
import { manageDeliveries } from './manage-deliveries.ts'
import { find, type No, notFound, type Page, type Paging, type WebhookPorts } from './webhook-ports.ts'

const HOUR = 3_600_000
/** How long the old secret still signs after a rotation, in hours. */
const OVERLAP_HOURS = 24
/** Every event is written once for each of them, so there is a bound. */
const MOST_PER_BOT = 50
/** How long a delivery that was given up counts as trouble, in milliseconds. */
const TROUBLE_LASTS = 3 * 24 * HOUR

export type ManageWebhooks = ReturnType<typeof manageWebhooks>

/** What owners and admins do with the webhooks of a bot. */
export function manageWebhooks(ports: WebhookPorts) {
  const shown = async (scope: BotScope, id: string): Promise<Webhook | No> => {
    const row = await find(ports, scope, id)
    return row === null ? notFound : webhookForMember(row, ports.now())
  }
  return {
    list: async (scope: BotScope, paging: Paging): Promise<Page<Webhook> | No> => {
      if ((await ports.webhooks.bot(scope)) === null) return notFound
      const { items, nextCursor } = await ports.webhooks.page(scope, paging)
      return { items: items.map((row) => webhookForMember(row, ports.now())), nextCursor }
    },
    create: (scope: BotScope, wanted: CreateWebhook) => create(ports, scope, wanted),
    get: shown,
    patch: async (scope: BotScope, id: string, change: UpdateWebhook): Promise<Webhook | No> => {
      const row = await find(ports, scope, id)
      if (row === null) return notFound
      if (change.enabled && (change.url ?? row.url) === '') return { no: 'url_missing' }
      return (await patch(ports, scope, row, change)) ?? shown(scope, id)
    },
    /** Its waiting deliveries are cancelled; what was delivered stays in the log's rows. */
    delete: async (scope: BotScope, id: string): Promise<null | No> => {
      if ((await find(ports, scope, id)) === null) return notFound
      const at = ports.now()
      const gone = { deleted_at: at, updated_at: at, enabled: 0 } as const
      await ports.webhooks.update(scope, id, gone, (tx) => cancelOpen(tx, id))
      return null
    },
    /** A new secret. For a time deliveries are signed with both, so that the receiver can change over. */
    rotateSecret: async (scope: BotScope, id: string, overlapHours = OVERLAP_HOURS): Promise<CreatedWebhook | No> => {
      const row = await find(ports, scope, id)
      return row === null ? notFound : rotate(ports, scope, row, overlapHours)
    },
    /** From now on the old secret signs no more. */
    endPreviousSecret: async (scope: BotScope, id: string): Promise<Webhook | No> => {
      await ports.webhooks.update(scope, id, { ...noPreviousSecret, updated_at: ports.now() })
      return shown(scope, id)
    },
    /** The webhooks of a team that need somebody. */
    trouble: async (teamId: string): Promise<WebhookTrouble[]> => {
      const now = ports.now()
      const rows = await troubledWebhooks(ports.database, { teamId, since: now - TROUBLE_LASTS })
      return rows.map((row) => troubleForMember(row, now))
    },
    ...manageDeliveries(ports),
  }
}

const noPreviousSecret = { previous_secret_encrypted: null, previous_secret_until: null }

async function create(ports: WebhookPorts, scope: BotScope, wanted: CreateWebhook): Promise<CreatedWebhook | No> {
  if ((await ports.webhooks.bot(scope)) === null) return notFound
  const checked = wanted.url === undefined ? null : ports.checkUrl(wanted.url)
  if (checked?.ok === false) return { no: 'url_not_allowed', reason: checked.reason }
  if ((await ports.webhooks.count(scope)) >= MOST_PER_BOT) return { no: 'too_many_webhooks', most: MOST_PER_BOT }
  const secret = newSecret()
  const row = rowOf(ports, scope, { ...wanted, url: checked?.url.href ?? '' }, secret)
  await ports.webhooks.insert(row)
  return { ...webhookForMember({ ...row, held: 0 }, ports.now()), secret }
}

function rowOf(ports: WebhookPorts, scope: BotScope, wanted: CreateWebhook & { url: string }, secret: string) {
  const at = ports.now()
  const health = { disabled_reason: null, disabled_at: null, failures: 0, failing_since: null, paused_until: null }
  const last = { last_attempt_at: null, last_status: null, last_error: null }
  return {
    id: ports.newId(),
    team_id: scope.teamId,
    bot_id: scope.botId,
    type: wanted.type,
    url: wanted.url,
    enabled: 0,
    ...settingsOf({ includeCustomer: true, includeText: false, inOrder: false, ...wanted }),
    ...health,
    ...last,
    secret_encrypted: ports.seal(secret),
    ...noPreviousSecret,
    created_at: at,
    updated_at: at,
    deleted_at: null,
  } satisfies Partial<WebhookRow> as WebhookRow
}

/** Null when it was changed. */
async function patch(ports: WebhookPorts, scope: BotScope, row: CountedWebhook, change: UpdateWebhook) {
  const { enabled, url, replay = true } = change
  const checked = url === undefined ? null : ports.checkUrl(url)
  if (checked?.ok === false) return { no: 'url_not_allowed', reason: checked.reason } as const
  const at = ports.now()
  const starts = enabled === true && row.enabled === 0
  const anew = starts || (checked !== null && checked.url.href !== row.url)
  const values = {
    updated_at: at,
    ...settingsOf(change),
    ...(checked && { url: checked.url.href }),
    ...(anew && { failures: 0, failing_since: null, paused_until: null }),
    ...(enabled !== undefined && { enabled: enabled ? (1 as const) : (0 as const) }),
    ...(enabled !== undefined && { disabled_reason: null, disabled_at: null }),
  }
  await ports.webhooks.update(scope, row.id, values, async (tx) => {
    if (enabled === false) await cancelOpen(tx, row.id)
    else if (starts) await settleGap(tx, row.id, { replay, failingSince: row.failing_since, at })
  })
  if (starts && replay) await releaseAll(ports, row.id)
  return null
}

function settingsOf({ includeCustomer, includeText, inOrder }: UpdateWebhook) {
  const flag = (on: boolean) => (on ? (1 as const) : (0 as const))
  return {
    ...(includeCustomer !== undefined && { include_customer: flag(includeCustomer) }),
    ...(includeText !== undefined && { include_text: flag(includeText) }),
    ...(inOrder !== undefined && { in_order: flag(inOrder) }),
  }
}

async function rotate(
  ports: WebhookPorts,
  scope: BotScope,
  old: CountedWebhook,
  overlapHours: number,
): Promise<CreatedWebhook | No> {
  const at = ports.now()
  const secret = newSecret()
  const overlap = {
    previous_secret_encrypted: old.secret_encrypted,
    previous_secret_until: at + overlapHours * HOUR,
  }
  const values = {
    ...(overlapHours > 0 ? overlap : noPreviousSecret),
    secret_encrypted: ports.seal(secret),
    updated_at: at,
  }
  await ports.webhooks.update(scope, old.id, values)
  const row = await find(ports, scope, old.id)
  return row === null ? notFound : { ...webhookForMember(row, at), secret }
}

function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}
