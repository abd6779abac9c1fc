import { randomUUID } from 'node:crypto'
import { type Change, releaseMember, type World } from '@baton/core'
import { createAccounts } from './accounts/accounts.ts'
import { createBuiltInAnswerer } from './bot/built-in-answerer.ts'
import { openTurnTaker } from './bot/take-turns.ts'
import { turnHandler } from './bot/turn-handler.ts'
import { openCustomerTokens } from './channels/web/customer-tokens.ts'
import type { Config } from './config.ts'
import type { Bus } from './database/bus.ts'
import type { Database, Tx } from './database/database.ts'
import { createApp } from './http/app.ts'
import { originCheck } from './http/origins.ts'
import type { PageFolders } from './http/page-routes.ts'
import { requireMember } from './http/principal-guard.ts'
import { routes } from './http/routes.ts'
import { createLines } from './in-line.ts'
import { demoKnowledge } from './knowledge/demo-knowledge.ts'
import { createKnowledgeIndex } from './knowledge/knowledge-index.ts'
import type { Logger } from './logger.ts'
import { createAccountMails } from './mail/account-mails.ts'
import { mailHandler } from './mail/deliver-mail.ts'
import { createMailer } from './mail/mailer.ts'
import { planMail } from './mail/plan-mails.ts'
import { createOutbox } from './outbox/outbox.ts'
import { awaitedJob, planEffects } from './outbox/plan-effects.ts'
import { createGateway } from './realtime/gateway.ts'
import type { Secrets } from './secrets.ts'
import { insertBotError } from './store/bot-errors.ts'
import { openBots } from './store/bots.ts'
import { openConversationList } from './store/conversation-list.ts'
import { readersOf } from './store/conversation-readers.ts'
import { openConversations } from './store/conversations.ts'
import { readCustomerMailFacts } from './store/customer-mail-facts.ts'
import { permitCustomerMails } from './store/customer-mail-permits.ts'
import { botsOfTeam, deleteBotRow } from './store/deleted-bots.ts'
import { insertDemoBot } from './store/demo-bot.ts'
import { openEventLog } from './store/events.ts'
import { findHolder } from './store/holders.ts'
import { openKnowledge } from './store/knowledge.ts'
import { insertOutbox } from './store/outbox.ts'
import { openPowerUps } from './store/power-ups.ts'
import { absentHolders, touchMember } from './store/presence.ts'
import { markRead } from './store/reads.ts'
import { readTeamMailFacts } from './store/team-mail-facts.ts'
import { insertDeliveries, openDeliveries } from './store/webhook-deliveries.ts'
import { openWebhooks } from './store/webhooks.ts'
import { watchAbsentHolders } from './watch/absent-holders.ts'
import { openTimers, timerHandler } from './watch/timers.ts'
import { webhookHandler } from './webhooks/deliver.ts'
import { manageWebhooks } from './webhooks/manage-webhooks.ts'
import { createWebhookPlanner } from './webhooks/webhook-planner.ts'

export type Parts = {
  config: Config
  database: Database
  bus: Bus
  secrets: Secrets
  logger: Logger
  folders: PageFolders
}

/** How often expired sessions are removed, in milliseconds. */
const HOURLY = 3_600_000

/** What happens after a commit; assigned once the parts that react exist. */
type Reactions = { committed: (change: Change) => void }

/** The composition root: the only file that knows every part. */
export async function compose({ config, database, bus, secrets, logger, folders }: Parts) {
  const { publicUrl } = config
  const now = () => Date.now()
  const newId = () => randomUUID()
  const warn = (message: string, error?: unknown) => logger.warn({ err: error }, message)
  const isAllowedOrigin = originCheck(publicUrl)
  const ports = { now, newId }

  const log = openEventLog(database)
  const list = openConversationList(database)
  const bots = openBots(database, ports)
  const powerUps = openPowerUps(database, ports)
  const knowledge = openKnowledge(database, ports)
  const webhooks = openWebhooks(database)
  const deliveries = openDeliveries(database)
  const seen = (memberId: string) => touchMember(database, memberId, now())

  const reactions: Reactions = { committed: () => {} }
  const planners = { newId, webhooks: createWebhookPlanner({ webhooks, publicUrl }), mail: planMail }
  const world: World = {
    ...ports,
    conversations: openConversations(database, {
      plan: (change) => planEffects(planners, change),
      write: async (tx, effects) => {
        await insertDeliveries(tx, effects.deliveries)
        await insertOutbox(tx, effects.outbox)
      },
    }),
    committed: (change) => reactions.committed(change),
    inLine: createLines(),
  }
  const timers = openTimers({ world, openOfBot: list.openOfBot })
  const deleteBot = async (teamId: string, botId: string) => {
    if (await deleteBotRow(database, teamId, botId, ports)) await timers.closeAll(botId)
  }

  const accounts = createAccounts({
    ...ports,
    database,
    publicUrl,
    secrets,
    warn,
    mailOut: createAccountMails({ ...ports, db: database.db, seal: secrets.seal, wake: () => outbox.wake('mail') }),
    onAccessEnded: (who) => gateway.accessEnded(who),
    releaseMember: (memberId, along) => releaseMember(world, memberId, along),
    createDemoBot: (teamId, tx: Tx) => insertDemoBot(tx, { teamId, at: now(), newId, articles: demoKnowledge }),
    deleteTeamBots: async (teamId) => {
      for (const botId of await botsOfTeam(database, teamId)) await deleteBot(teamId, botId)
    },
  })
  const mailer = createMailer(config)
  const tokens = openCustomerTokens(secrets.tokenKey, now)
  const gateway = createGateway({
    ...ports,
    authenticate: accounts.authenticate,
    verifyCustomer: tokens.verify,
    isAllowedOrigin,
    log,
    ...readersOf(list),
    bus,
    seen,
    random: Math.random,
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    rateLimits: config.rateLimits,
  })

  const search = createKnowledgeIndex({
    load: knowledge.all,
    version: async (botId) => String(await knowledge.version(botId)),
  })
  const turns = openTurnTaker({
    world,
    log,
    bot: async (botId) => (await bots.findForChannel(botId))?.bot ?? null,
    answerer: createBuiltInAnswerer(),
    search: search.search,
    drafting: gateway.drafting,
    draftingWithdrawn: gateway.draftingWithdrawn,
    noteFailure: (failure) => insertBotError(database, { ...failure, id: newId(), at: now() }),
  })
  const outbox = createOutbox({
    database,
    newId,
    warn,
    handlers: {
      bot_turn: turnHandler(turns),
      timer: timerHandler(timers),
      webhook: webhookHandler({ deliveries, open: secrets.open, allowPrivate: config.allowPrivateWebhooks }),
      mail: mailHandler({
        ...{ mailer, open: secrets.open, publicUrl, warn },
        facts: readTeamMailFacts(database),
        answers: readCustomerMailFacts(database),
        permit: permitCustomerMails(database, secrets.hash),
      }),
    },
  })
  reactions.committed = (change) => {
    const { id, engagement } = change.after
    if (engagement > (change.before?.engagement ?? 0)) {
      turns.abortOlder(id, engagement)
      bus.publish({ kind: 'engagement', conversation: id, engagement })
    }
    gateway.committed(change)
    for (const { followUp } of change.follow) {
      const kind = awaitedJob[followUp.kind]
      if (kind !== null) outbox.wake(kind)
    }
  }
  const stopListening = bus.subscribe((message) => {
    const { kind, conversation, engagement } = message
    if (kind !== 'engagement' || typeof conversation !== 'string' || typeof engagement !== 'number') return
    turns.abortOlder(conversation, engagement)
  })
  const sweep = setInterval(
    () => void accounts.credentials.removeExpired().catch((error) => warn('expired sessions stay', error)),
    HOURLY,
  )
  sweep.unref()
  const watch = watchAbsentHolders({ world, absent: () => absentHolders(database, now()), warn })

  const app = await createApp({
    publicUrl,
    folders,
    trustProxy: config.trustProxy,
    rateLimits: config.rateLimits,
    logger,
    newId,
  })
  await routes(app, {
    ...{
      world,
      list,
      log,
      bots,
      powerUps,
      knowledge,
      accounts,
      tokens,
      isAllowedOrigin,
      folders,
      newId,
      seen,
      deleteBot,
    },
    member: requireMember({ authenticate: accounts.authenticate, isAllowedOrigin }),
    markRead: (read) => markRead(database, { ...read, at: now() }),
    holder: (teamId, memberId) => findHolder(database, teamId, memberId),
    hash: secrets.hash,
    waitForEvent: gateway.waitForEvent,
    webhooks: manageWebhooks({
      ...{ ...ports, webhooks, deliveries, publicUrl },
      seal: secrets.seal,
      allowPrivate: config.allowPrivateWebhooks,
      wake: () => outbox.wake('webhook'),
    }),
    ready: () => database.ping(),
    metrics: config.metrics,
    sockets: gateway.stats,
  })
  app.server.on('upgrade', gateway.upgrade)

  return {
    app,
    accounts,
    start: () => outbox.start(),
    /** Takes no more requests, lets what runs end, and tells sockets to come back. */
    stop: async (jobsEndWithin: number) => {
      watch.stop()
      clearInterval(sweep)
      stopListening()
      await Promise.all([gateway.close(), outbox.stop(jobsEndWithin), app.close()])
    },
  }
}
