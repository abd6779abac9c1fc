import type { Conversation, Event, MessageSent } from '@baton/core'
import type { Database } from '../database/database.ts'
import { toConversation, toEvent } from './conversation-rows.ts'
import { type Recipient, recipientsOf } from './mail-recipients.ts'

/** What a mail to the team is made of, as it is at the time of sending. */
export type TeamMailFacts = {
  /** The event that called for the mail. */
  event: Event
  conversation: Conversation
  botName: string
  /** The power-up whose addresses are mailed. */
  powerUp: string
  /** The last messages, oldest first. */
  messages: MessageSent[]
  recipients: Recipient[]
}

const LAST_MESSAGES = 10

export type ReadTeamMailFacts = (conversationId: string, eventSeq: number) => Promise<TeamMailFacts | null>

/** Null when the conversation, the event or the team is gone. */
export function readTeamMailFacts(database: Database): ReadTeamMailFacts {
  const { db } = database
  return async (conversationId, eventSeq) => {
    const row = await db
      .selectFrom('conversations')
      .innerJoin('bots', 'bots.id', 'conversations.bot_id')
      .innerJoin('teams', 'teams.id', 'conversations.team_id')
      .selectAll('conversations')
      .select(['bots.name as bot_name'])
      .where('conversations.id', '=', conversationId)
      .where('teams.deleted_at', 'is', null)
      .executeTakeFirst()
    const events = db.selectFrom('events').selectAll().where('conversation_id', '=', conversationId)
    const event = await events.where('seq', '=', eventSeq).executeTakeFirst()
    if (row === undefined || event === undefined) return null
    const messages = events.where('type', '=', 'message.sent').orderBy('seq', 'desc').limit(LAST_MESSAGES)
    const powerUp = powerUpOf(toEvent(event))
    return {
      event: toEvent(event),
      conversation: toConversation(row),
      botName: row.bot_name,
      messages: (await messages.execute()).map(toEvent).filter(isMessage).reverse(),
      powerUp,
      recipients: await recipientsOf(database, { teamId: row.team_id, botId: row.bot_id, powerUp }),
    }
  }
}

const isMessage = (event: Event): event is MessageSent => event.type === 'message.sent'

/** The power-up that an event belongs to says who is mailed. */
function powerUpOf(event: Event): string {
  if (event.type === 'conversation.form_answered') return event.data.powerUp
  return event.type === 'conversation.lead_collected' ? 'collect_a_lead' : 'talk_to_a_human'
}
