import type { Along, Role } from '@baton/core'
import type { Database, Tx } from '../database/database.ts'
import type { Secrets } from '../secrets.ts'

/** Whose access ended or shrank: close or check again whatever is still open for them. */
export type AccessEnded = { memberId: string } | { sessionId: string } | { keyId: string }

/** The links in these mails are credentials: their payloads must be sealed, and never shown to anybody but the addressee. */
export type AccountMails = {
  /** Planned in the transaction that makes the invitation. `expiresAt` in milliseconds. */
  invitation(
    mail: {
      to: string
      teamId: string
      teamName: string
      /** Name of the member who invites. */
      invitedBy: string
      role: Role
      /** What the one who invites reads; null where nothing was chosen. */
      language: string | null
      acceptUrl: string
      expiresAt: number
    },
    tx: Tx,
  ): Promise<void>
  passwordReset(mail: { to: string; teamId: string; name: string; language: string | null; url: string }): Promise<void>
  /** Planned in the transaction that resets it; `by` is the name of the member who did. No link in it. */
  twoFactorReset(
    mail: { to: string; teamId: string; name: string; by: string; language: string | null },
    tx: Tx,
  ): Promise<void>
}

/** Everything that accounts need from outside. */
export type AccountWorld = {
  database: Database
  publicUrl: string
  secrets: Pick<Secrets, 'authSecret' | 'hash'>
  newId: () => string
  now: () => number
  mailOut: AccountMails
  /** Called after commit; must not throw. */
  onAccessEnded: (ended: AccessEnded) => void
  /** A member's picture has this version now, or is gone (null). Called after commit; must not throw. */
  onFaceChanged: (memberId: string, version: string | null) => void
  /** Requeues what a member holds, in one transaction with `along` (core's `releaseMember` of the server's world). */
  releaseMember: (memberId: string, along: Along) => Promise<number>
  /** Makes the demo bot of a new team, in the transaction that makes the team; answers its id. */
  createDemoBot: (teamId: string, tx: Tx) => Promise<string>
  /** Deletes all bots of a team and closes their conversations; may be called again. */
  deleteTeamBots: (teamId: string) => Promise<void>
  /** Writes down what was done to an account, and by whom, as ids. */
  note: (happened: string, ids: Readonly<Record<string, string>>) => void
  /** Tells the operator of something that the server survives by itself. */
  warn: (message: string, error?: unknown) => void
}
