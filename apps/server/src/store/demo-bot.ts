import type { Tx } from '../database/database.ts'
import { flag } from './conversation-rows.ts'

export type DemoArticle = { title: string; text: string }

/** The bot of a new team: Talk to a Human and human takeover on, so that the whole loop can be tried at once. */
export async function insertDemoBot(
  tx: Tx,
  demo: { teamId: string; at: number; newId: () => string; articles: readonly DemoArticle[] },
): Promise<string> {
  const { teamId, at, newId } = demo
  const id = newId()
  await tx
    .insertInto('bots')
    .values({
      id,
      team_id: teamId,
      name: 'Robo',
      greeting: 'Hello, I am Robo. Ask me anything about Baton, or ask for a human.',
      instructions: 'Answer questions about Baton from what you know. Be short and kind.',
      model: JSON.stringify({ provider: 'builtin' }),
      human_takeover: flag(true),
      take_over_allowed: flag(true),
      while_waiting: 'help',
      agent_away_minutes: 5,
      unanswered_minutes: 15,
      colour: '#1f5f5b',
      knowledge_version: 1,
      created_at: at,
      updated_at: at,
      deleted_at: null,
    })
    .execute()
  const settings = JSON.stringify({ notifyEmails: null, emailRequired: true })
  await tx
    .insertInto('power_ups')
    .values({ bot_id: id, kind: 'talk_to_a_human', enabled: flag(true), settings, created_at: at, updated_at: at })
    .execute()
  const knowledge = demo.articles.map(({ title, text }, index) => ({
    ...{ id: newId(), bot_id: id, title, own_title: flag(true), source: 'text' as const, url: null, text },
    ...{ characters: [...text].length, created_at: at + index, updated_at: at + index, synced_at: at + index },
  }))
  await tx.insertInto('knowledge').values(knowledge).execute()
  return id
}
