import type { Conversation } from '@baton/core'
import type { Database } from '../database/database.ts'
import { toConversation } from './conversation-rows.ts'
import { type Recipient, recipientsOf } from './mail-recipients.ts'
import { type Digest, digestLane } from './team-mail-permits.ts'

/** What a digest is made of, as it is at the time of sending. */
export type DigestFacts = {
  botName: string
  /** How many conversations the team would have been mailed about. */
  total: number
  /** Of those that still want somebody, the first to come; closed ones are left out. */
  conversations: Conversation[]
  recipients: Recipient[]
}

/** How many conversations a digest names. */
const MOST_NAMED = 200

export type ReadDigestFacts = (digest: Digest) => Promise<DigestFacts | null>

/** Null when the bot or its team is gone. */
export function readDigestFacts(database: Database): ReadDigestFacts {
  const { db } = database
  return async (digest) => {
    const { botId, powerUp } = digest
    const bot = await db
      .selectFrom('bots')
      .innerJoin('teams', 'teams.id', 'bots.team_id')
      .select(['bots.name', 'bots.team_id'])
      .where('bots.id', '=', botId)
      .where('bots.deleted_at', 'is', null)
      .where('teams.deleted_at', 'is', null)
      .executeTakeFirst()
    if (bot === undefined) return null
    const jobs = db.selectFrom('outbox').select('conversation_id').where('kind', '=', 'mail')
    const told = jobs.where('lane', '=', digestLane(digest))
    const ofDigest = db.selectFrom('conversations').where('id', 'in', told)
    const { total } = await ofDigest.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const rows = await ofDigest
      .selectAll()
      .where('state', '<>', 'closed')
      .orderBy('started_at')
      .limit(MOST_NAMED)
      .execute()
    return {
      ...{ botName: bot.name, total: Number(total), conversations: rows.map(toConversation) },
      recipients: await recipientsOf(database, { teamId: bot.team_id, botId, powerUp }),
    }
  }
}
