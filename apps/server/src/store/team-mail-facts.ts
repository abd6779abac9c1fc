import { type Conversation, type Event, isEmailAddress, type MessageSent } from '@baton/core'
import type { Database } from '../database/database.ts'
import { toConversation, toEvent } from './conversation-rows.ts'

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
  recipients: { name: string | null; address: string }[]
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
    return {
      event: toEvent(event),
      conversation: toConversation(row),
      botName: row.bot_name,
      messages: (await messages.execute()).map(toEvent).filter(isMessage).reverse(),
      powerUp: powerUpOf(toEvent(event)),
      recipients: await recipientsOf(database, row.team_id, row.bot_id, powerUpOf(toEvent(event))),
    }
  }
}

const isMessage = (event: Event): event is MessageSent => event.type === 'message.sent'

/** The addresses that the power-up names; else the team's owners. */
export async function recipientsOf(
  database: Database,
  teamId: string,
  botId: string,
  powerUp: string,
): Promise<TeamMailFacts['recipients']> {
  const named = await notifyEmails(database, botId, powerUp)
  const people = named === null ? await owners(database, teamId) : named.map((address) => ({ name: null, address }))
  const once = new Map(people.map((one) => [one.address.toLowerCase(), one]))
  return [...once.values()].filter(({ address }) => isEmailAddress(address))
}

/** The power-up that an event belongs to says who is mailed. */
function powerUpOf({ type }: Event): string {
  return type === 'conversation.lead_collected' ? 'collect_a_lead' : 'talk_to_a_human'
}

async function notifyEmails({ db }: Database, botId: string, powerUp: string): Promise<string[] | null> {
  const settings = db.selectFrom('power_ups').select('settings').where('bot_id', '=', botId)
  const row = await settings.where('kind', '=', powerUp).executeTakeFirst()
  const parsed: { notifyEmails?: string[] | null } = row === undefined ? {} : JSON.parse(row.settings)
  return parsed.notifyEmails ?? null
}

async function owners({ db }: Database, teamId: string) {
  const members = db.selectFrom('members').select(['name', 'email as address']).where('team_id', '=', teamId)
  return members.where('role', '=', 'owner').where('removed_at', 'is', null).orderBy('created_at').execute()
}
