import type { Database } from '../database/database.ts'
import { type Recipient, webhookRecipients } from './mail-recipients.ts'
import { type TroubledWebhook, troubledWebhooks } from './webhook-trouble.ts'

/** What a mail about trouble with webhooks is made of, as it is at the time of sending. */
export type WebhookMailFacts = {
  webhooks: TroubledWebhook[]
  recipients: Recipient[]
}

export type ReadWebhookMailFacts = (about: {
  teamId: string
  /** Of this one alone; absent: of all of the team. */
  webhookId?: string
  /** Since when deliveries that were given up count. */
  since: number
}) => Promise<WebhookMailFacts | null>

/** Goes to those who can mend it: owners and admins. Null when the trouble is over, or the team gone. */
export function readWebhookMailFacts(database: Database): ReadWebhookMailFacts {
  return async (about) => {
    const webhooks = await troubledWebhooks(database, about)
    const recipients = webhooks.length === 0 ? [] : await webhookRecipients(database, about.teamId)
    return recipients.length === 0 ? null : { webhooks, recipients }
  }
}
