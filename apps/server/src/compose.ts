import { randomUUID } from 'node:crypto'
import { type Change, releaseMember } from '@baton/core'
import { createAccounts } from './accounts/accounts.ts'
import { openFaces } from './accounts/faces.ts'
import { ENOUGH } from './bot/answer-from-knowledge.ts'
import { openCustomerTokens } from './channels/web/customer-tokens.ts'
import { openIdentities } from './channels/web/identities.ts'
import { openMailedLinks } from './channels/web/mailed-links.ts'
import { composeBot } from './compose/bot.ts'
import { embeddingSettings } from './compose/embeddings.ts'
import { openGuards } from './compose/guards.ts'
import { composeKnowledge } from './compose/knowledge.ts'
import { composeOutbox } from './compose/outbox.ts'
import { reactToCommits } from './compose/react.ts'
import { openStores } from './compose/stores.ts'
import { openWorld } from './compose/world.ts'
import type { Config } from './config.ts'
import type { Bus } from './database/bus.ts'
import type { Database, Tx } from './database/database.ts'
import { createApp } from './http/app.ts'
import { originCheck } from './http/origins.ts'
import type { PageFolders } from './http/page-routes.ts'
import { requireMember } from './http/principal-guard.ts'
import { routes } from './http/routes.ts'
import { demoKnowledge } from './knowledge/demo-knowledge.ts'
import type { Logger } from './logger.ts'
import { createAccountMails } from './mail/account-mails.ts'
import { openKeptMails } from './mail/kept-mails.ts'
import { mailFolderOf } from './mail/mailer.ts'
import { openRegistry } from './power-ups/registry.ts'
import { createGateway } from './realtime/gateway.ts'
import type { Secrets } from './secrets.ts'
import { readersOf } from './store/conversation-readers.ts'
import { openCustomerIdentities } from './store/customer-identities.ts'
import { botsOfTeam, deleteBotRow } from './store/deleted-bots.ts'
import { insertDemoBot } from './store/demo-bot.ts'
import { openEndedCustomerTokens } from './store/ended-customer-tokens.ts'
import { findHolder } from './store/holders.ts'
import { openIdentitySecrets } from './store/identity-secrets.ts'
import { noteOrigin } from './store/mail-counts.ts'
import { openUsedMailedLinks } from './store/mailed-links.ts'
import { openOutboxJobs } from './store/outbox-jobs.ts'
import { absentHolders, openMemberPresence } from './store/presence.ts'
import { holdersReader, markRead } from './store/reads.ts'
import { watchAbsentHolders } from './watch/absent-holders.ts'
import { openTimers } from './watch/timers.ts'
import { careForWebhooks } from './webhooks/care.ts'
import { manageWebhooks } from './webhooks/manage-webhooks.ts'

export type Parts = {
  config: Config
  database: Database
  bus: Bus
  secrets: Secrets
  logger: Logger
  folders: PageFolders
  /** The folder of the power-ups that bots can be given, where it is another than the one shipped. */
  powerUps?: URL | undefined
}

/** How often expired sessions are removed, in milliseconds. */
const HOURLY = 3_600_000

/** The composition root: with the files of `compose/` the only one that knows every part. */
export async function compose({ config, database, bus, secrets, logger, folders, powerUps }: Parts) {
  const { publicUrl } = config
  const now = () => Date.now()
  const newId = () => randomUUID()
  const ports = { now, newId }
  const warn = (message: string, error?: unknown) => logger.warn({ err: error }, message)
  const isAllowedOrigin = originCheck(publicUrl)

  const guards = openGuards(config)
  const registry = await openRegistry(powerUps)
  const stores = openStores(database, ports, secrets)
  const { log, list, webhooks, deliveries, webChannels } = stores
  const notePresence = openMemberPresence(database)
  const seen = (memberId: string) => notePresence(memberId, now())
  const committed = (change: Change): void => reactions.committed(change)
  const world = openWorld({ ports, database, stores, publicUrl, committed })
  const timers = openTimers({ world, openOfBot: list.openOfBot })
  const deleteBot = async (teamId: string, botId: string) => {
    if (await deleteBotRow(database, teamId, botId, ports)) await timers.closeAll(botId)
  }

  const faces = await openFaces({ database, bus, warn })
  const { faceOf } = faces
  const accounts = createAccounts({
    ...ports,
    database,
    publicUrl,
    secrets,
    warn,
    mailOut: createAccountMails({ ...ports, db: database.db, seal: secrets.seal, wake: () => outbox.wake('mail') }),
    onFaceChanged: faces.changed,
    note: (happened, ids) => logger.info(ids, happened),
    onAccessEnded: (who) => gateway.accessEnded(who),
    releaseMember: (memberId, along) => releaseMember(world, memberId, along),
    createDemoBot: (teamId, tx: Tx) => insertDemoBot(tx, { teamId, at: now(), newId, articles: demoKnowledge }),
    deleteTeamBots: async (teamId) => {
      for (const botId of await botsOfTeam(database, teamId)) await deleteBot(teamId, botId)
    },
  })
  const tokens = openCustomerTokens({
    ...{ now, key: secrets.tokenKey, hash: secrets.hash },
    ended: openEndedCustomerTokens(database, ports),
  })
  const mailedLinks = openMailedLinks({ ...secrets, used: openUsedMailedLinks(database), now })
  const identities = openIdentities({
    now,
    secrets: openIdentitySecrets(database),
    customers: openCustomerIdentities(database, ports),
    seal: secrets.seal,
    open: secrets.open,
  })
  const gateway = createGateway({
    ...ports,
    authenticate: accounts.authenticate,
    verifyCustomer: tokens.verify,
    isAllowedOrigin,
    isAllowedSite: (origin, botId) =>
      botId === null ? webChannels.isKnownSite(origin) : webChannels.isAllowed(botId, origin),
    log,
    ...readersOf(stores, faceOf),
    bus,
    seen,
    random: Math.random,
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    rateLimits: config.rateLimits,
  })

  const { drafting, draftingWithdrawn } = gateway
  const knowledge = composeKnowledge({
    stores,
    ports,
    warn,
    guard: guards.outside,
    wake: () => outbox.wake('knowledge'),
  })
  const { search, reading } = knowledge
  const { fetch } = guards.outside
  const bot = composeBot({
    ...{ ports, database, stores, world, search, registry, fetch, drafting, draftingWithdrawn },
  })
  const { turns } = bot
  const outbox = composeOutbox({
    config,
    database,
    secrets,
    ports,
    warn,
    stores,
    turns,
    timers,
    reading,
    guards,
    mailedLink: mailedLinks.make,
    summaries: bot.summaries,
  })
  const reactions = reactToCommits({ turns, bus, outbox, gateway })
  const sweep = setInterval(
    () => void accounts.credentials.removeExpired().catch((error) => warn('expired sessions stay', error)),
    HOURLY,
  )
  sweep.unref()
  const webhookCare = careForWebhooks({ ...ports, database, warn, wake: () => outbox.wake('webhook') })
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
    ...stores,
    jobs: openOutboxJobs(database),
    keptMails: openKeptMails(mailFolderOf(config)),
    smtp: config.smtpUrl !== undefined,
    wakeOutbox: () => outbox.wake(),
    registry,
    summaryOf: bot.summaryOf,
    ...{ tryModel: bot.tryModel, preview: bot.preview, checkModelUrl: guards.outside.checkUrl },
    ...{ knowledge: knowledge.manage, embeddings: embeddingSettings(stores), search, enough: ENOUGH },
    ...{
      world,
      accounts,
      tokens,
      identities,
      mailedLinks,
      isAllowedOrigin,
      faceOf,
      folders,
      publicUrl,
      newId,
      seen,
      deleteBot,
    },
    member: requireMember({ authenticate: accounts.authenticate, isAllowedOrigin }),
    seenByHolder: async (conversationId, seq) => {
      await markRead(database, { conversationId, reader: holdersReader, seq, at: now() })
      gateway.seenByHolder(conversationId, seq)
    },
    noteOrigin: (conversationId, ip) => noteOrigin(database, conversationId, secrets.hash(`origin: ${ip}`)),
    markRead: (read) => markRead(database, { ...read, at: now() }),
    holder: (teamId, memberId) => findHolder(database, teamId, memberId),
    hash: secrets.hash,
    waitForEvent: gateway.waitForEvent,
    webhooks: manageWebhooks({
      ...{ ...ports, database, webhooks, deliveries, publicUrl },
      seal: secrets.seal,
      checkUrl: guards.webhooks.checkUrl,
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
      webhookCare.stop()
      clearInterval(sweep)
      reactions.stop()
      faces.close()
      await Promise.all([gateway.close(), outbox.stop(jobsEndWithin), app.close()])
      await guards.close()
    },
  }
}
