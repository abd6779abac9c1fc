import { Language, type Preferences, Theme } from '@baton/protocol'
import type { Selectable } from 'kysely'
import type { Database } from '../database/database.ts'
import type { MemberPreferencesTable } from '../database/tables/people.ts'
import { flag } from './conversation-rows.ts'

/** What a member has who never said otherwise. */
const untouched: Preferences = {
  sound: true,
  titleCount: true,
  desktopNotifications: false,
  theme: 'auto',
  language: 'en-GB',
  singleKeys: true,
}

export async function readPreferences({ db }: Database, memberId: string): Promise<Preferences> {
  const row = await db.selectFrom('member_preferences').selectAll().where('member_id', '=', memberId).executeTakeFirst()
  return row === undefined ? untouched : toPreferences(row)
}

/** Changes what is given and nothing else, so that two browsers that change different things both get their way. */
export async function writePreferences(
  database: Database,
  memberId: string,
  change: { [Name in keyof Preferences]?: Preferences[Name] | undefined },
  at: number,
): Promise<Preferences> {
  const changed = { ...columns(change), updated_at: at }
  await database.db
    .insertInto('member_preferences')
    .values({ ...columns(untouched), ...changed, member_id: memberId } as Selectable<MemberPreferencesTable>)
    .onConflict((conflict) => conflict.column('member_id').doUpdateSet(changed))
    .execute()
  return readPreferences(database, memberId)
}

function columns(change: { [Name in keyof Preferences]?: Preferences[Name] | undefined }) {
  const { sound, titleCount, desktopNotifications, theme, language, singleKeys } = change
  return {
    ...(sound === undefined ? {} : { sound: flag(sound) }),
    ...(titleCount === undefined ? {} : { title_count: flag(titleCount) }),
    ...(desktopNotifications === undefined ? {} : { desktop_notifications: flag(desktopNotifications) }),
    ...(theme === undefined ? {} : { theme }),
    ...(language === undefined ? {} : { language }),
    ...(singleKeys === undefined ? {} : { single_keys: flag(singleKeys) }),
  }
}

/** A theme or language that an older version knew and this one does not is as if it had never been chosen. */
function toPreferences(row: Selectable<MemberPreferencesTable>): Preferences {
  return {
    sound: row.sound === 1,
    titleCount: row.title_count === 1,
    desktopNotifications: row.desktop_notifications === 1,
    theme: Theme.safeParse(row.theme).data ?? untouched.theme,
    language: Language.safeParse(row.language).data ?? untouched.language,
    singleKeys: row.single_keys === 1,
  }
}
