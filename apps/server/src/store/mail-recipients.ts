import { isEmailAddress } from '@baton/core'
import type { Kysely } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'

/** Who gets a mail, and in which languages they read, the best first. */
export type Recipient = { name: string | null; address: string; languages: readonly (string | null)[] }

/** The addresses that the power-up names; else the team's owners. An address of nobody's reads what the first owner reads. */
export async function recipientsOf(
  database: Database,
  { teamId, botId, powerUp }: { teamId: string; botId: string; powerUp: string },
): Promise<Recipient[]> {
  const people = await members(database, teamId)
  const owners = people.filter(({ role }) => role === 'owner')
  const named = await notifyEmails(database, botId, powerUp)
  if (named === null) return eachOnce(owners)
  const languages = owners[0]?.languages ?? []
  const byAddress = new Map(people.map((one) => [one.address.toLowerCase(), one]))
  return eachOnce(
    named.map((address) => ({
      ...{ name: null, address },
      languages: byAddress.get(address.toLowerCase())?.languages ?? languages,
    })),
  )
}

/** Those who can mend the team's webhooks; nobody when the team is gone. */
export async function webhookRecipients(database: Database, teamId: string): Promise<Recipient[]> {
  const people = await members(database, teamId)
  return eachOnce(people.filter(({ role }) => role === 'owner' || role === 'admin'))
}

/** What a member has chosen to read; null where nothing was chosen. */
export async function languageOfMember(db: Kysely<Schema>, memberId: string): Promise<string | null> {
  const chosen = db.selectFrom('member_preferences').select('language').where('member_id', '=', memberId)
  return (await chosen.executeTakeFirst())?.language ?? null
}

async function members({ db }: Database, teamId: string) {
  const rows = await db
    .selectFrom('members')
    .innerJoin('teams', 'teams.id', 'members.team_id')
    .leftJoin('member_preferences as chosen', 'chosen.member_id', 'members.id')
    .select(['members.name', 'members.email', 'members.role', 'chosen.language'])
    .where('members.team_id', '=', teamId)
    .where('members.removed_at', 'is', null)
    .where('teams.deleted_at', 'is', null)
    .orderBy('members.created_at')
    .execute()
  return rows.map(({ name, email, role, language }) => ({ name, address: email, role, languages: [language] }))
}

function eachOnce(people: readonly Recipient[]): Recipient[] {
  const once = new Map(
    people.map(({ name, address, languages }) => [address.toLowerCase(), { name, address, languages }]),
  )
  return [...once.values()].filter(({ address }) => isEmailAddress(address))
}

async function notifyEmails({ db }: Database, botId: string, powerUp: string): Promise<string[] | null> {
  const settings = db.selectFrom('power_ups').select('settings').where('bot_id', '=', botId)
  const row = await settings.where('kind', '=', powerUp).executeTakeFirst()
  const parsed: { notifyEmails?: string[] | null } = row === undefined ? {} : JSON.parse(row.settings)
  return parsed.notifyEmails ?? null
}
