import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { twoFactor } from 'better-auth/plugins/two-factor'
import { languageOfMember } from '../store/mail-recipients.ts'
import { findMemberByUser } from '../store/members.ts'
import type { AccountWorld } from './ports.ts'

const DAY = 24 * 60 * 60

/** How the address of whoever signs in reaches the library; set by us alone. */
export const ADDRESS_HEADER = 'x-baton-client-address'

/** The settings of the credentials library: e-mail and password, sessions, password reset, two-factor. Nothing else of it is used. */
export function libraryOptions(world: AccountWorld) {
  const { database, publicUrl, secrets, newId, onAccessEnded, warn } = world
  return {
    appName: 'Baton',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret: secrets.authSecret,
    // On SQLite its transactions would hold the one connection while a password is hashed.
    database: { db: database.bare, type: database.kind, transaction: database.kind === 'postgres' },
    emailAndPassword: {
      enabled: true,
      // People come by the first-run link or an invitation; we write their credentials ourselves.
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      resetPasswordTokenExpiresIn: 60 * 60,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: ({ user, token }: { user: { id: string }; token: string }) =>
        planPasswordReset(world, user.id, token),
    },
    // A stolen copy of the database must not hold working reset links.
    verification: { storeIdentifier: 'hashed' },
    // Written at most every ten minutes: as exactly is known when a session was last used.
    session: { expiresIn: 14 * DAY, updateAge: 10 * 60, freshAge: 0 },
    plugins: [twoFactor({ issuer: 'Baton', trustDeviceMaxAge: 30 * DAY })],
    databaseHooks: {
      session: { delete: { after: async (session: { id: string }) => onAccessEnded({ sessionId: session.id }) } },
    },
    // Ours is in front of the routes.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: {
      level: 'error',
      log: (_level: string, message: string, ...rest: unknown[]) => warn(`credentials: ${message}`, rest.find(isError)),
    },
    advanced: {
      cookiePrefix: 'baton',
      useSecureCookies: publicUrl.startsWith('https:'),
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true, path: '/' },
      database: { generateId: () => newId() },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
  } satisfies BetterAuthOptions
}

export type CredentialsLibrary = ReturnType<typeof openLibrary>

export function openLibrary(world: AccountWorld) {
  return betterAuth(libraryOptions(world))
}

async function planPasswordReset(world: AccountWorld, userId: string, token: string): Promise<void> {
  const member = await findMemberByUser(world.database, userId)
  if (member === null) return
  const url = `${world.publicUrl}/reset-password?token=${encodeURIComponent(token)}`
  const language = await languageOfMember(world.database.db, member.id)
  await world.mailOut.passwordReset({ to: member.email, teamId: member.teamId, name: member.name, language, url })
}

const isError = (value: unknown): value is Error => value instanceof Error
