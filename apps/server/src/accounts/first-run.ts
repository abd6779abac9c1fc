import { SetUp } from '@baton/protocol'
import type { Tx } from '../database/database.ts'
import { hasOwner } from '../store/members.ts'
import { orRefusal, type Result, RolledBack, refused } from './account-refusal.ts'
import type { Credentials } from './credentials.ts'
import { type Founded, foundTeam } from './found-team.ts'
import type { AccountWorld } from './ports.ts'
import { newToken } from './tokens.ts'

export type FirstOwner = { name: string; email: string; password: string; teamName: string }

const LINK = 'set_up_link:'
/** Several servers may start together, so each one's link works; links of starts long past do not. */
const LINK_MS = 24 * 60 * 60 * 1000

/** How an installation without an owner gets its first: by the link that the terminal prints, or unattended. */
export function openFirstRun(world: AccountWorld, { hashPassword }: Pick<Credentials, 'hashPassword'>) {
  const { database, publicUrl, secrets } = world
  const isOpen = (token: string) => isLink(world, secrets.hash(token))
  const found = async ({ password, ...owner }: FirstOwner, admitted?: (tx: Tx) => Promise<boolean>) => {
    const passwordHash = await hashPassword(password)
    return orRefusal(() =>
      database.transact(async (tx) => {
        if (admitted !== undefined && !(await admitted(tx))) throw new RolledBack('set_up_over')
        return foundTeam(world, tx, { ...owner, passwordHash })
      }),
    )
  }
  return {
    /** A fresh link for this start; null where there is an owner already. */
    setUpLink: async (): Promise<string | null> => {
      if (await hasOwner(database.db)) return null
      const token = newToken()
      await keepLink(world, secrets.hash(token))
      return `${publicUrl}/set-up/${token}`
    },
    /** Whether this link still leads to the set-up. */
    isOpen,
    /** Makes the owner, their team and the demo bot. Of many at once exactly one succeeds. */
    setUp: async (token: string, owner: FirstOwner): Promise<Result<Founded>> =>
      (await isOpen(token)) ? found(owner, (tx) => isFirst(world, tx)) : refused('set_up_over'),
    /** The same without a link. Null where there is an owner already; throws when the owner cannot be made. */
    unattended: async (owner: FirstOwner): Promise<Founded | null> => {
      if (await hasOwner(database.db)) return null
      refuseUnusable(owner)
      const result = await found(owner, (tx) => isFirst(world, tx))
      if (result.ok) return result.value
      if (result.refusal === 'set_up_over') return null
      throw new Error(`the first owner was not made: ${result.refusal}`)
    },
    /** One team more, for the operator. */
    foundTeam: (owner: FirstOwner): Promise<Result<Founded>> => found(owner),
  }
}

/** What no person could have typed into the set-up page could not sign in either. */
function refuseUnusable(owner: FirstOwner): void {
  const wrong = SetUp.safeParse(owner).error?.issues[0]
  if (wrong !== undefined) throw new Error(`the first owner was not made: ${wrong.path.join('.')}: ${wrong.message}`)
}

async function isLink(world: AccountWorld, hash: string): Promise<boolean> {
  const { db } = world.database
  const link = await db
    .selectFrom('settings')
    .select('value')
    .where('key', '=', LINK + hash)
    .executeTakeFirst()
  return link !== undefined && !(await hasOwner(db))
}

async function keepLink({ database, now }: AccountWorld, hash: string): Promise<void> {
  await database.transact(async (tx) => {
    const links = await tx.selectFrom('settings').selectAll().where('key', 'like', `${LINK}%`).execute()
    for (const { key, value } of links) {
      if (Number(value) < now() - LINK_MS) await tx.deleteFrom('settings').where('key', '=', key).execute()
    }
    await tx
      .insertInto('settings')
      .values({ key: LINK + hash, value: String(now()) })
      .execute()
  })
}

/**
 * Whether this transaction is the one that makes the first owner. Others wait at the row until it has ended, and then
 * see what it has made; the links are worthless from then on.
 */
async function isFirst({ now }: AccountWorld, tx: Tx): Promise<boolean> {
  const value = String(now())
  await tx
    .insertInto('settings')
    .values({ key: 'first_run', value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
  if (await hasOwner(tx)) return false
  await tx.deleteFrom('settings').where('key', 'like', `${LINK}%`).execute()
  return true
}
