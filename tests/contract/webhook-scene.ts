import { randomUUID } from 'node:crypto'
import { type Change, type Command, type Conversation, changeOf, decide, number, type Policy } from '@baton/core'
import type { CreatedWebhook, WebhookType } from '@baton/protocol'
import type { Database } from '../../apps/server/src/database/database.ts'
import { openDatabase } from '../../apps/server/src/database/open-database.ts'
import { createAddressGuard } from '../../apps/server/src/guard/address-guard.ts'
import type { Resolve } from '../../apps/server/src/guard/guarded-connector.ts'
import { createOutbox } from '../../apps/server/src/outbox/outbox.ts'
import { deriveSecrets } from '../../apps/server/src/secrets.ts'
import { insertOutbox } from '../../apps/server/src/store/outbox.ts'
import { insertDeliveries, openDeliveries } from '../../apps/server/src/store/webhook-deliveries.ts'
import { openSending } from '../../apps/server/src/store/webhook-sending.ts'
import { openWebhooks } from '../../apps/server/src/store/webhooks.ts'
import { type DeliverPorts, webhookHandler } from '../../apps/server/src/webhooks/deliver.ts'
import { manageWebhooks } from '../../apps/server/src/webhooks/manage-webhooks.ts'
import { createWebhookPlanner } from '../../apps/server/src/webhooks/webhook-planner.ts'
import { type Act, ada, beginning, ben, chidi, policy, robo, ten } from '../support/cast.ts'
import { type DatabaseKind, preparedDatabase } from '../support/fresh-database.ts'
import { commandOf } from '../support/scene.ts'

export const publicUrl = 'https://baton.example'
export const scope = { teamId: beginning.teamId, botId: robo.id }
export const webhookSecret = 'a secret of at least thirty-two characters'
export const secrets = deriveSecrets(webhookSecret)

/** A database with Ada's team and Robo in it, the webhooks of a server, and its outbox at work on a clock that is set by hand. */
export async function webhookScene(
  kind: DatabaseKind,
  {
    allowPrivate = true,
    resolve,
    ...different
  }: Partial<DeliverPorts> & { allowPrivate?: boolean; resolve?: Resolve } = {},
) {
  const guard = createAddressGuard({ allowPrivate, allowList: [], ...(resolve && { resolve }) })
  const fresh = await preparedDatabase(kind)
  const database = await openDatabase(fresh.settings)
  await seedTeam(database)
  const clock = { now: Date.now() }
  const now = () => clock.now
  const webhooks = openWebhooks(database)
  const deliveries = openDeliveries(database)
  const handler = webhookHandler({
    store: openSending(database),
    open: secrets.open,
    newId: randomUUID,
    wakeMail: () => {},
    guard,
    now,
    random: () => 0.5,
    ...different,
  })
  const warnings: string[] = []
  const outbox = createOutbox({
    database,
    newId: randomUUID,
    handlers: { webhook: handler },
    warn: (message) => warnings.push(message),
    pollEvery: 20,
    now,
  })
  outbox.start()
  const manage = manageWebhooks({
    database,
    webhooks,
    deliveries,
    seal: secrets.seal,
    checkUrl: guard.checkUrl,
    publicUrl,
    now,
    newId: randomUUID,
    wake: () => outbox.wake('webhook'),
  })
  const plan = createWebhookPlanner({ webhooks, publicUrl })
  /** Commits what a command leads to, as the server does: everything in one transaction, and then a wake. */
  const commit = async (
    command: Command,
    before: Conversation | null = null,
    different: Partial<Policy> = {},
  ): Promise<Change> => {
    const change = changeBy(command, before, clock.now, different)
    const planned = await plan(change)
    await database.transact(async (tx) => {
      await insertDeliveries(tx, planned.deliveries)
      await insertOutbox(tx, planned.outbox)
    })
    outbox.wake('webhook')
    return change
  }
  return {
    ...{ database, clock, manage, outbox, warnings, plan },
    /** A webhook of Robo's that is switched on. */
    endpoint: async (url: string, type: WebhookType = 'conversation.started'): Promise<CreatedWebhook> => {
      const created = await manage.create(scope, { type, url })
      if ('no' in created) throw new Error(`no webhook: ${created.no}`)
      await manage.patch(scope, created.id, { enabled: true })
      return created
    },
    /** One conversation from its start. */
    play: async (acts: readonly Act[], different: Partial<Policy> = {}): Promise<void> => {
      let before: Conversation | null = null
      for (const act of acts) before = (await commit(commandOf(before, act), before, different)).after
    },
    commit,
    /** The newest delivery of a webhook as the log shows it. */
    delivery: async (webhookId: string) => {
      const page = await manage.deliveries(scope, webhookId, { limit: 1 })
      const newest = 'no' in page ? undefined : page.items[0]
      if (newest === undefined) throw new Error('there is no delivery')
      return newest
    },
    /** All rows of the delivery log, oldest first. */
    rows: () => database.db.selectFrom('webhook_deliveries').selectAll().orderBy('created_at').execute(),
    /** All attempts, newest first. */
    tries: () => database.db.selectFrom('webhook_attempts').selectAll().orderBy('at', 'desc').execute(),
    end: async () => {
      await outbox.stop(0)
      await guard.close()
      await database.close()
      await fresh.remove()
    },
  }
}

export type WebhookScene = Awaited<ReturnType<typeof webhookScene>>

/** The change that a command makes of a conversation; ids are as unique as in a real server. */
export function changeBy(
  command: Command,
  before: Conversation | null,
  at = ten,
  different: Partial<Policy> = {},
): Change {
  const decision = decide(before, command, { policy: policy(different), at })
  if (!decision.ok) throw new Error(`${command.type} was refused: ${decision.refusal.code}`)
  const conversationId = before?.id ?? randomUUID()
  const events = number(before, decision.facts, { conversationId, at, newId: randomUUID })
  return changeOf({ conversation: before, policy: policy(different) }, events, beginning)
}

/** What owners and admins can do, without anything being sent. */
export function webhookManagement(database: Database) {
  return manageWebhooks({
    ...{ database, webhooks: openWebhooks(database), deliveries: openDeliveries(database), publicUrl },
    ...{ seal: secrets.seal, now: Date.now, newId: randomUUID, wake: () => {} },
    checkUrl: createAddressGuard({ allowPrivate: true, allowList: [] }).checkUrl,
  })
}

/** Ada's team and another, their bots and members. */
export async function seedTeam(database: Database) {
  const { teamId, botId } = scope
  const teams = [teamId, 'team_other'].map((id) => ({ id, name: id, created_at: ten, deleted_at: null }))
  await database.db.insertInto('teams').values(teams).execute()
  const bot = {
    ...{
      name: robo.name,
      greeting: '',
      instructions: '',
      model: '{}',
      while_waiting: 'help' as const,
      colour: '#000000',
    },
    ...{ human_takeover: 1 as const, take_over_allowed: 1 as const, agent_away_minutes: 5, unanswered_minutes: 15 },
    ...{ knowledge_version: 0, created_at: ten, updated_at: ten, deleted_at: null },
  }
  await database.db
    .insertInto('bots')
    .values([
      { ...bot, id: botId, team_id: teamId },
      { ...bot, id: 'bot_second', team_id: teamId },
      { ...bot, id: 'bot_other', team_id: 'team_other' },
    ])
    .execute()
  const members = [ada, ben, chidi].map((member) => ({
    ...{ id: member.id, team_id: teamId, user_id: `user_${member.id}`, name: member.name, role: member.roles[0] ?? '' },
    ...{ email: `${member.name.toLowerCase()}@example.com`, created_at: ten, removed_at: null },
  }))
  await database.db.insertInto('members').values(members).execute()
}
