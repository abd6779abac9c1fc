import { randomUUID } from 'node:crypto'
import {
  type Change,
  type Command,
  type Conversation,
  changeOf,
  decide,
  type FollowUp,
  number,
  type Policy,
} from '@baton/core'
import { openMailedLinks } from '../../apps/server/src/channels/web/mailed-links.ts'
import type { Database } from '../../apps/server/src/database/database.ts'
import { openDatabase } from '../../apps/server/src/database/open-database.ts'
import { createAccountMails } from '../../apps/server/src/mail/account-mails.ts'
import { mailHandler } from '../../apps/server/src/mail/deliver-mail.ts'
import { createMailer } from '../../apps/server/src/mail/mailer.ts'
import { planMail } from '../../apps/server/src/mail/plan-mails.ts'
import type { Handler } from '../../apps/server/src/outbox/handler.ts'
import { createOutbox } from '../../apps/server/src/outbox/outbox.ts'
import type { MailFollowUp } from '../../apps/server/src/outbox/plan-effects.ts'
import { deriveSecrets } from '../../apps/server/src/secrets.ts'
import { openConversations } from '../../apps/server/src/store/conversations.ts'
import { readCustomerMailFacts } from '../../apps/server/src/store/customer-mail-facts.ts'
import { permitCustomerMails } from '../../apps/server/src/store/customer-mail-permits.ts'
import { readDigestFacts } from '../../apps/server/src/store/digest-facts.ts'
import { openUsedMailedLinks } from '../../apps/server/src/store/mailed-links.ts'
import { insertOutbox } from '../../apps/server/src/store/outbox.ts'
import { customerReader, markRead } from '../../apps/server/src/store/reads.ts'
import { readTeamMailFacts } from '../../apps/server/src/store/team-mail-facts.ts'
import { permitTeamMails } from '../../apps/server/src/store/team-mail-permits.ts'
import { readWebhookMailFacts } from '../../apps/server/src/store/webhook-mail-facts.ts'
import { beginning, policy, ten } from '../support/cast.ts'
import { type DatabaseKind, preparedDatabase } from '../support/fresh-database.ts'
import { insertTeam } from '../support/open-world.ts'

export const publicUrl = 'https://baton.example'
const secrets = deriveSecrets('a secret of at least thirty-two characters')

/** The server's own mail handler, on a clock that is set by hand. */
export function mailsOver(
  smtpUrl: string | undefined,
  on: { database: Database; dataDir: string; now: () => number; warn: (message: string) => void },
): Handler {
  const { database, dataDir, now, warn } = on
  const { open, hash } = secrets
  return mailHandler({
    mailer: createMailer({ smtpUrl, mailFrom: 'baton@team.example', publicUrl, dataDir }),
    facts: readTeamMailFacts(database),
    answers: readCustomerMailFacts(database),
    permit: permitCustomerMails(database, hash),
    webhookTrouble: readWebhookMailFacts(database),
    permitTeam: permitTeamMails(database),
    digest: readDigestFacts(database),
    mailedLink: mailedLinksOver(database, now).make,
    ...{ open, publicUrl, warn, now, random: () => 0.5 },
  })
}

export function mailedLinksOver(database: Database, now: () => number) {
  const { seal, open, hash } = secrets
  return openMailedLinks({ seal, open, hash, used: openUsedMailedLinks(database), now })
}

/**
 * Ada's team on a database, and a server that mails, on a clock that is set by hand. Without `reminders`, so that a test
 * may set the clock ahead and count its own mails.
 */
export async function mailScene(kind: DatabaseKind, smtpUrl: string | undefined, { reminders = false } = {}) {
  const fresh = await preparedDatabase(kind)
  const database = await openDatabase(fresh.settings)
  await insertTeam(database)
  const clock = { now: ten }
  const now = () => clock.now
  const { dataDir } = fresh.settings
  const { seal } = secrets
  const warnings: string[] = []
  const warn = (message: string) => warnings.push(message)
  const handler = mailsOver(smtpUrl, { database, dataDir, now, warn })
  const outbox = createOutbox({ database, newId: randomUUID, handlers: { mail: handler }, warn, pollEvery: 20, now })
  const wake = () => outbox.wake('mail')
  const conversations = openConversations(database, {
    plan: async (change) => ({ deliveries: [], outbox: mailsOf(change, reminders) }),
    write: (tx, effects) => insertOutbox(tx, effects.outbox),
  })
  return {
    ...{ database, clock, outbox, warnings, dataDir, settings: fresh.settings },
    accountMails: createAccountMails({ db: database.db, seal, now, newId: randomUUID, wake }),
    /** Commits these commands one after another, a minute apart; answers the conversation. */
    commit: async (
      commands: readonly Command[],
      before: Conversation | null = null,
      different: Partial<Policy> = {},
    ): Promise<Conversation> => {
      let conversation = before
      for (const command of commands) {
        clock.now += 60_000
        const change = changeBy(command, conversation, clock.now, policy(different))
        if (!(await conversations.commit([change]))) throw new Error('overtaken')
        conversation = change.after
      }
      if (conversation === null) throw new Error('nothing was committed')
      return conversation
    },
    /** Dana has the page open, and what is newest on her screen. */
    reads: ({ id, lastSeq }: Conversation) =>
      markRead(database, { conversationId: id, reader: customerReader, seq: lastSeq, at: clock.now }),
    start: () => outbox.start(),
    jobs: () => database.db.selectFrom('outbox').selectAll().where('kind', '=', 'mail').orderBy('created_at').execute(),
    end: async () => {
      await outbox.stop(0)
      await database.close()
      await fresh.remove()
    },
  }
}

export type MailScene = Awaited<ReturnType<typeof mailScene>>

function mailsOf(change: Change, reminders: boolean) {
  return change.follow.flatMap(({ event, followUp }) =>
    isMail(followUp) && (reminders || followUp.kind !== 'reminder_mail') ? [planMail(change, event, followUp)] : [],
  )
}

const isMail = (followUp: FollowUp): followUp is MailFollowUp => followUp.kind.endsWith('_mail')

function changeBy(command: Command, before: Conversation | null, at: number, rules: Policy): Change {
  const decision = decide(before, command, { policy: rules, at })
  if (!decision.ok) throw new Error(`${command.type} was refused: ${decision.refusal.code}`)
  const conversationId = before?.id ?? randomUUID()
  const events = number(before, decision.facts, { conversationId, at, newId: randomUUID })
  const change = changeOf({ conversation: before, policy: rules }, events, beginning)
  return before === null ? { ...change, startKeyHash: randomUUID() } : change
}
