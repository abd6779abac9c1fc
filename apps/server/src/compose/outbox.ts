import type { TurnTaker } from '../bot/take-turns.ts'
import { turnHandler } from '../bot/turn-handler.ts'
import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import type { AddressPorts } from '../mail/address-mail.ts'
import { mailHandler } from '../mail/deliver-mail.ts'
import { createMailer } from '../mail/mailer.ts'
import type { Handler } from '../outbox/handler.ts'
import { createOutbox, type Outbox } from '../outbox/outbox.ts'
import type { Secrets } from '../secrets.ts'
import { readCustomerMailFacts } from '../store/customer-mail-facts.ts'
import { permitCustomerMails } from '../store/customer-mail-permits.ts'
import { readDigestFacts } from '../store/digest-facts.ts'
import { readTeamMailFacts } from '../store/team-mail-facts.ts'
import { permitTeamMails } from '../store/team-mail-permits.ts'
import { readWebhookMailFacts } from '../store/webhook-mail-facts.ts'
import { type Timers, timerHandler } from '../watch/timers.ts'
import { webhookHandler } from '../webhooks/deliver.ts'
import type { Guards } from './guards.ts'
import type { Ports, Stores, Warn } from './stores.ts'

type Deps = {
  config: Config
  database: Database
  secrets: Secrets
  ports: Ports
  warn: Warn
  stores: Stores
  turns: TurnTaker
  timers: Timers
  reading: Handler
  summaries: Handler
  guards: Guards
  mailedLink: AddressPorts['mailedLink']
}

/** The outbox with a handler for each kind of job. */
export function composeOutbox({
  config,
  database,
  secrets,
  ports,
  warn,
  stores,
  turns,
  timers,
  reading,
  summaries,
  guards,
  mailedLink,
}: Deps) {
  const { publicUrl } = config
  const outbox: Outbox = createOutbox({
    database,
    newId: ports.newId,
    warn,
    handlers: {
      bot_turn: turnHandler(turns),
      timer: timerHandler(timers),
      knowledge: reading,
      summary: summaries,
      webhook: webhookHandler({
        ...{ store: stores.sending, open: secrets.open, guard: guards.webhooks, newId: ports.newId },
        wakeMail: () => outbox.wake('mail'),
      }),
      mail: mailHandler({
        ...{ mailer: createMailer(config), open: secrets.open, mailedLink, publicUrl, warn },
        facts: readTeamMailFacts(database),
        answers: readCustomerMailFacts(database),
        permit: permitCustomerMails(database, secrets.hash),
        webhookTrouble: readWebhookMailFacts(database),
        permitTeam: permitTeamMails(database),
        digest: readDigestFacts(database),
      }),
    },
  })
  return outbox
}
