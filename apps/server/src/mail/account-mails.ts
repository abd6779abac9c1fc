import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema.ts'
import { insertOutbox, jobRow } from '../store/outbox.ts'
import type { MailJob } from './mail-job.ts'

/** How long a link to set a new password works, in milliseconds: the credentials library's own time. */
const RESET_VALID_MS = 3_600_000

export type AccountMailPorts = {
  db: Kysely<Schema>
  /** Encrypts a link for storage. */
  seal: (text: string) => string
  now: () => number
  newId: () => string
  /** Called after a job was committed. */
  wake: () => void
}

type Invitation = {
  to: string
  teamId: string
  teamName: string
  invitedBy: string
  role: string
  /** What the one who invites reads. */
  language: string | null
  acceptUrl: string
  expiresAt: number
}

type PasswordReset = { to: string; teamId: string; name: string; language: string | null; url: string }

const spoken = (language: string | null) => (language === null ? {} : { language })
type TwoFactorReset = { to: string; teamId: string; name: string; by: string; language: string | null }

/** Plans the mails of accounts. Their links are credentials: sealed in the job, and gone with it. */
export function createAccountMails({ db, seal, now, newId, wake }: AccountMailPorts) {
  const job = (teamId: string, payload: MailJob) => {
    const id = `mail_${newId()}`
    return jobRow({ id, kind: 'mail', key: `mail:${id}`, teamId, conversationId: null, payload, createdAt: now() })
  }
  return {
    /** In the transaction that makes the invitation. */
    invitation: async (
      { teamId, acceptUrl, language, ...invitation }: Invitation,
      tx: Kysely<Schema>,
    ): Promise<void> => {
      const payload = { about: 'invitation', ...invitation, ...spoken(language), sealedUrl: seal(acceptUrl) } as const
      await insertOutbox(tx, [job(teamId, payload)])
    },
    /** In the transaction that resets it. */
    twoFactorReset: async ({ teamId, language, ...mail }: TwoFactorReset, tx: Kysely<Schema>): Promise<void> => {
      await insertOutbox(tx, [job(teamId, { about: 'two_factor_reset', ...mail, ...spoken(language) })])
    },
    passwordReset: async ({ to, teamId, name, language, url }: PasswordReset): Promise<void> => {
      const expiresAt = now() + RESET_VALID_MS
      const payload = {
        about: 'password_reset',
        to,
        name,
        ...spoken(language),
        sealedUrl: seal(url),
        expiresAt,
      } as const
      await insertOutbox(db, [job(teamId, payload)])
      wake()
    },
  }
}
