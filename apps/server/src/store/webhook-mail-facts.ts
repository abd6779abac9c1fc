import { isEmailAddress } from '@baton/core'
import type { Database } from '../database/database.ts'
import { type TroubledWebhook, troubledWebhooks } from './webhook-trouble.ts'

/** What a mail about trouble with webhooks is made of, as it is at the time of sending. */
export type WebhookMailFacts = {
  webhooks: TroubledWebhook[]
  recipients: { name: string | null; address: string }[]
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
  const { db } = database
  return async (about) => {
    const webhooks = await troubledWebhooks(database, about)
    const members = await db
      .selectFrom('members')
      .innerJoin('teams', 'teams.id', 'members.team_id')
      .select(['members.name', 'members.email as address'])
      .where('members.team_id', '=', about.teamId)
      .where('members.role', 'in', ['owner', 'admin'])
      .where('members.removed_at', 'is', null)
      .where('teams.deleted_at', 'is', null)
      .orderBy('members.created_at')
      .execute()
    if (webhooks.length === 0 || members.length === 0) return null
    return { webhooks, recipients: members.filter(({ address }) => isEmailAddress(address)) }
  }
}
