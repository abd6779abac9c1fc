import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compose } from './compose.ts'
import type { Config } from './config.ts'
import { openBus } from './database/bus.ts'
import { openDatabase } from './database/open-database.ts'
import { createLogger } from './logger.ts'
import { listen, makeDataDir } from './open-place.ts'
import { deriveSecrets, secretOfDataDir } from './secrets.ts'
import { oldestBot } from './store/oldest-bot.ts'
import { checkSecret } from './store/secret-fingerprint.ts'

export type RunningServer = { url: string; stop: () => Promise<void> }

/** How long jobs that run may take to end when the server stops, in milliseconds. */
const JOBS_END_WITHIN = 4_000

const appsFolder = join(dirname(fileURLToPath(import.meta.url)), '../..')
const folders = { dashboard: join(appsFolder, 'dashboard/dist'), chat: join(appsFolder, 'widget/dist') }

/** `say` prints a line for people; `powerUps` is a folder of power-ups in place of the shipped ones. */
export type Starting = { say: (line: string) => void; powerUps?: URL }

/** Opens everything, listens, and tells the operator where. */
export async function startServer(config: Config, { say, powerUps }: Starting): Promise<RunningServer> {
  const { server, database, close } = await openInstallation(config, powerUps)
  try {
    const made = config.owner === undefined ? null : await server.accounts.firstRun.unattended(config.owner)
    await listen(server.app, config)
    server.start()
    await announce(config, server.accounts.firstRun, made?.botId ?? (await oldestBot(database)), say)
    return { url: config.publicUrl, stop: close }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Opens the database and everything that works on it. Nothing listens yet, and no job runs. */
export async function openInstallation(config: Config, powerUps?: URL) {
  const logger = createLogger(config.logLevel)
  const warn = (message: string, error?: unknown) => logger.warn({ err: error }, message)
  makeDataDir(config)
  const { dataDir } = config
  const connection = config.databaseUrl === undefined ? {} : { databaseUrl: config.databaseUrl }
  const database = await openDatabase({ ...connection, dataDir, warn })
  try {
    const secrets = deriveSecrets(config.secret ?? secretOfDataDir(dataDir))
    await checkSecret(database, secrets.fingerprint)
    const bus = await openBus(database, { ...connection, warn })
    const server = await compose({ config, database, bus, secrets, logger, folders, powerUps })
    const close = async () => {
      await server.stop(JOBS_END_WITHIN)
      await bus.close()
      await database.close()
    }
    return { server, database, close }
  } catch (error) {
    await database.close()
    throw error
  }
}

async function announce(
  config: Config,
  firstRun: { setUpLink: () => Promise<string | null> },
  botId: string | null,
  say: (line: string) => void,
): Promise<void> {
  const link = await firstRun.setUpLink()
  say('')
  say('Baton is running.')
  say(`  Dashboard   ${config.publicUrl}/`)
  if (botId !== null) say(`  Demo chat   ${config.publicUrl}/b/${botId}`)
  if (botId !== null) say(`  Demo page   ${config.publicUrl}/demo/${botId}`)
  if (botId !== null) say(`  Demo bot    ${botId}`)
  say(`  API         ${config.publicUrl}/api/docs`)
  if (link === null) say('  Sign in at the dashboard with your e-mail address and password.')
  else say(`\n  Nobody has an account yet. Open this link once, to become the owner:\n  ${link}`)
  if (config.smtpUrl === undefined) say(`  No SMTP_URL: mails are kept in ${join(config.dataDir, 'outbox')}`)
  if (!config.rateLimits)
    say('  RATE_LIMITS=off: this server does not defend itself against floods. For load tests only.')
  say('')
}
