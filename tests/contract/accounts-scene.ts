import { createHmac, randomUUID } from 'node:crypto'
import { askForAHuman, claimConversation, type Role, releaseMember, startConversation } from '@baton/core'
import type { Problem } from '@baton/protocol'
import type { InjectOptions } from 'light-my-request'
import {
  type AccessEnded,
  type Accounts,
  type AccountWorld,
  createAccounts,
} from '../../apps/server/src/accounts/accounts.ts'
import { insertCredentials } from '../../apps/server/src/accounts/credential-rows.ts'
import { libraryFormat, withCredentials } from '../../apps/server/src/accounts/credential-tables.ts'
import { type Faces, openFaces } from '../../apps/server/src/accounts/faces.ts'
import { foundTeam } from '../../apps/server/src/accounts/found-team.ts'
import { sessionCookie } from '../../apps/server/src/accounts/session-cookie.ts'
import { openBus } from '../../apps/server/src/database/bus.ts'
import { type Database, type Tx, warnOnProcess } from '../../apps/server/src/database/database.ts'
import { openDatabase } from '../../apps/server/src/database/open-database.ts'
import { accountRoutes } from '../../apps/server/src/http/account-routes.ts'
import { apiKeyRoutes } from '../../apps/server/src/http/api-key-routes.ts'
import { type App, createApp } from '../../apps/server/src/http/app.ts'
import { avatarRoutes } from '../../apps/server/src/http/avatar-routes.ts'
import { invitationRoutes } from '../../apps/server/src/http/invitation-routes.ts'
import { meRoutes } from '../../apps/server/src/http/me-routes.ts'
import { originCheck } from '../../apps/server/src/http/origins.ts'
import { requireMember } from '../../apps/server/src/http/principal-guard.ts'
import { securityRoutes } from '../../apps/server/src/http/security-routes.ts'
import { setUpRoutes } from '../../apps/server/src/http/set-up-routes.ts'
import { teamRoutes } from '../../apps/server/src/http/team-routes.ts'
import { createLogger } from '../../apps/server/src/logger.ts'
import { deriveSecrets } from '../../apps/server/src/secrets.ts'
import { insertMember } from '../../apps/server/src/store/members.ts'
import { type DatabaseKind, preparedDatabase } from '../support/fresh-database.ts'
import { worldOn } from '../support/open-world.ts'

export const publicUrl = 'http://localhost:4100'
export const password = 'correct horse battery'
export const adasFounding = { name: 'Ada', email: 'Ada@Example.com', password, teamName: 'Lighthouse' }

type Settings = { publicUrl?: string; rateLimits?: boolean }
export type Mail = { to: string; url: string; teamName?: string; name?: string; by?: string }

/** One server: the real app with the routes of accounts, on a real database. */
export type AccountServer = {
  app: App
  accounts: Accounts
  world: AccountWorld
  database: Database
  mails: Mail[]
  ended: AccessEnded[]
  warnings: string[]
  /** What was written down of what was done to accounts. */
  notes: [string, Readonly<Record<string, string>>][]
  /** Teams whose bots were deleted. */
  botsDeletedOf: string[]
  /** How far this server's clock is ahead, in milliseconds. */
  clock: { ahead: number }
}

/** A fresh database and servers on it (SQLite can have one). */
export async function openServers(kind: DatabaseKind, settings: Settings = {}, count = 2) {
  const fresh = await preparedDatabase(kind)
  const servers: AccountServer[] = []
  for (let server = 0; server < (kind === 'sqlite' ? 1 : count); server += 1) {
    servers.push(await serverOn(await openDatabase(fresh.settings), settings))
  }
  const [first] = servers
  if (first === undefined) throw new Error('no server')
  const last = servers.at(-1) ?? first
  const close = async () => {
    for (const { app, database } of servers) {
      await app.close()
      await database.close()
    }
    await fresh.remove()
  }
  return { first, last, close }
}

async function serverOn(database: Database, settings: Settings): Promise<AccountServer> {
  const { publicUrl: home = publicUrl, rateLimits = false } = settings
  const seen = {
    mails: [] as Mail[],
    ended: [] as AccessEnded[],
    warnings: [] as string[],
    notes: [] as [string, Readonly<Record<string, string>>][],
    botsDeletedOf: [] as string[],
  }
  const clock = { ahead: 0 }
  const world = worldOn(database)
  const faces = await openFaces({ database, bus: await openBus({ kind: 'sqlite' }, {}), warn: warnOnProcess })
  const accountWorld: AccountWorld = {
    database,
    publicUrl: home,
    secrets: deriveSecrets('a secret of at least thirty-two characters'),
    newId: randomUUID,
    now: () => Date.now() + clock.ahead,
    mailOut: {
      invitation: async ({ to, acceptUrl, teamName }) => void seen.mails.push({ to, url: acceptUrl, teamName }),
      passwordReset: async ({ to, url, name }) => void seen.mails.push({ to, url, name }),
      twoFactorReset: async ({ to, name, by }) => void seen.mails.push({ to, url: '', name, by }),
    },
    onAccessEnded: (ended) => seen.ended.push(ended),
    onFaceChanged: faces.changed,
    releaseMember: (memberId, along) => releaseMember(world, memberId, along),
    createDemoBot: insertBot,
    deleteTeamBots: async (teamId) => {
      seen.botsDeletedOf.push(teamId)
      await database.db.updateTable('bots').set({ deleted_at: 1 }).where('team_id', '=', teamId).execute()
    },
    note: (happened, ids) => seen.notes.push([happened, ids]),
    warn: (message) => seen.warnings.push(message),
  }
  const accounts = createAccounts(accountWorld)
  const app = await appWith(accounts, faces.faceOf, { home, rateLimits })
  return { app, accounts, world: accountWorld, database, clock, ...seen }
}

async function appWith(
  accounts: Accounts,
  faceOf: Faces['faceOf'],
  { home, rateLimits }: { home: string; rateLimits: boolean },
): Promise<App> {
  const app = await createApp({
    folders: { dashboard: '', chat: '' },
    publicUrl: home,
    trustProxy: [],
    rateLimits,
    logger: createLogger('silent'),
    newId: randomUUID,
  })
  const isAllowedOrigin = originCheck(home)
  const member = requireMember({ authenticate: accounts.authenticate, isAllowedOrigin })
  const { credentials, apiKeys } = accounts
  accountRoutes(app, { credentials, member, isAllowedOrigin })
  setUpRoutes(app, { accounts, isAllowedOrigin })
  meRoutes(app, { accounts, member, faceOf })
  securityRoutes(app, { credentials, member })
  await avatarRoutes(app, { accounts, member, faceOf })
  teamRoutes(app, { accounts, member })
  invitationRoutes(app, { accounts, member, isAllowedOrigin })
  apiKeyRoutes(app, { apiKeys, member })
  await app.ready()
  return app
}

/** A bot on which a human can be asked for. */
export async function insertBot(teamId: string, tx: Tx | Database['db']): Promise<string> {
  const id = randomUUID()
  const dated = { created_at: 1, updated_at: 1 }
  const settings = { greeting: 'Hello.', instructions: '', model: '{"provider":"builtin"}', colour: '#1f5f5b' }
  const takeover = { human_takeover: 1, take_over_allowed: 1, while_waiting: 'help' } as const
  const times = { agent_away_minutes: 5, unanswered_minutes: 15, knowledge_version: 0, deleted_at: null }
  const bot = { id, team_id: teamId, name: 'Robo', ...settings, ...takeover, ...times, ...dated }
  await tx.insertInto('bots').values(bot).execute()
  const powerUp = { bot_id: id, kind: 'talk_to_a_human', enabled: 1, settings: '{}', ...dated } as const
  await tx.insertInto('power_ups').values(powerUp).execute()
  return id
}

export type Answer<Body> = { status: number; body: Body & Problem; cookies: string[]; headers: Record<string, unknown> }
type Known = { cookie?: string | undefined; authorization?: string }

/** Speaks HTTP to a server; what is not JSON is answered as null. */
export async function ask<Body = Record<string, never>>(
  { app }: Pick<AccountServer, 'app'>,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  url: string,
  { body, ...headers }: Known & { body?: unknown; origin?: string } & Record<string, unknown> = {},
): Promise<Answer<Body>> {
  const given = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined))
  const request = { method, url, headers: given, ...(body === undefined ? {} : { payload: body }) } as InjectOptions
  const response = await app.inject(request)
  const parsed = response.body === '' ? null : response.json()
  const cookies = [response.headers['set-cookie'] ?? []].flat()
  return { status: response.statusCode, body: parsed, cookies, headers: response.headers }
}

/** The Cookie header that a browser would send after these Set-Cookie headers. */
export const jar = (cookies: readonly string[]): string => cookies.map((cookie) => cookie.split(';')[0]).join('; ')

export async function signIn(server: AccountServer, email: string, secret = password): Promise<string> {
  const answer = await ask(server, 'POST', '/api/auth/sign-in/email', { body: { email, password: secret } })
  if (answer.status !== 200) throw new Error(`sign-in of ${email}: ${JSON.stringify(answer.body)}`)
  return jar(answer.cookies)
}

/** A session as signing in makes it, without the dear work on the password. */
async function openSession({ database, world }: AccountServer, userId: string): Promise<string> {
  const token = randomUUID()
  const time = (at: number) => libraryFormat(database.kind, at).time
  const dated = { createdAt: time(Date.now()), updatedAt: time(Date.now()), expiresAt: time(Date.now() + SESSION_MS) }
  await withCredentials(database)
    .insertInto('session')
    .values({ id: randomUUID(), token, userId, ...dated })
    .execute()
  const signature = createHmac('sha256', world.secrets.authSecret).update(token).digest('base64')
  return `${sessionCookie(world.publicUrl, '').name}=${encodeURIComponent(`${token}.${signature}`)}`
}

const SESSION_MS = 14 * 24 * 60 * 60 * 1000

/** A signed-in member, and what they can ask. */
export type Person = Awaited<ReturnType<typeof personAt>>

async function personAt(server: AccountServer, known: { memberId: string; teamId: string; email: string }) {
  const { db } = server.database
  const member = db.selectFrom('members').select('user_id').where('id', '=', known.memberId)
  const cookie = await openSession(server, (await member.executeTakeFirstOrThrow()).user_id)
  const as = <Body>(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: unknown) =>
    ask<Body>(server, method, url, { cookie, ...(body === undefined ? {} : { body }) })
  return {
    ...known,
    cookie,
    get: <Body = Record<string, never>>(url: string) => as<Body>('GET', url),
    post: <Body = Record<string, never>>(url: string, body: unknown = {}) => as<Body>('POST', url, body),
    patch: <Body = Record<string, never>>(url: string, body: unknown) => as<Body>('PATCH', url, body),
    remove: <Body = Record<string, never>>(url: string, body?: unknown) => as<Body>('DELETE', url, body),
  }
}

let teams = 0
let hashing: Promise<string> | undefined
const hashOnce = ({ accounts }: AccountServer) => {
  hashing ??= accounts.credentials.hashPassword(password)
  return hashing
}

/** A team of its own, with Ada as its signed-in owner. */
export async function newTeam(server: AccountServer) {
  teams += 1
  const teamName = `Team ${teams}`
  const email = `ada.${teams}.${randomUUID()}@example.com`
  const founding = { name: 'Ada', email, teamName, passwordHash: await hashOnce(server) }
  const founded = await server.database.transact((tx) => foundTeam(server.world, tx, founding))
  const { memberId, teamId, botId } = founded
  const ada = await personAt(server, { memberId, teamId, email })
  /** One member more, signed in. */
  const join = (name: string, role: Role) => joinTeam(server, { teamId, name, role })
  return { teamId, teamName, botId, ada, join }
}

async function joinTeam(
  server: AccountServer,
  { teamId, name, role }: { teamId: string; name: string; role: Role },
): Promise<Person> {
  const [userId, memberId, at] = [randomUUID(), randomUUID(), Date.now()]
  const email = `${name.toLowerCase()}.${memberId}@example.com`
  const person = { userId, accountId: randomUUID(), email, name, passwordHash: await hashOnce(server), at }
  await server.database.transact(async (tx) => {
    await insertCredentials(tx, server.database.kind, person)
    await insertMember(tx, { id: memberId, userId, teamId, name, email, role, at })
  })
  return personAt(server, { memberId, teamId, email })
}

/** Dana's conversation with a bot, held by this member. */
export async function heldBy(server: AccountServer, botId: string, holder: Person, name: string, role: Role) {
  const world = worldOn(server.database)
  const dana = { kind: 'customer', id: randomUUID(), name: 'Dana' } as const
  const first = { text: 'Where is my parcel?', clientId: randomUUID() }
  const start = { teamId: holder.teamId, botId, customer: dana, startKeyHash: randomUUID(), first }
  const started = await startConversation(world, start)
  if (!started.ok) throw new Error(`start: ${started.refusal.code}`)
  const { id } = started.conversation
  await askForAHuman(world, dana, id, { email: 'dana@example.com', name: null, note: null })
  const by = { kind: 'agent', id: holder.memberId, name, roles: [role] } as const
  const claimed = await claimConversation(world, by, id)
  if (!claimed.ok || claimed.conversation.state !== 'active') throw new Error('the conversation is not held')
  return id
}

export async function stateOf({ database }: AccountServer, conversationId: string): Promise<string | undefined> {
  const row = await database.db
    .selectFrom('conversations')
    .select('state')
    .where('id', '=', conversationId)
    .executeTakeFirst()
  return row?.state
}

/** The last part of a link. */
export const tokenOf = (url: string): string => url.split(/[/=]/).at(-1) ?? ''
