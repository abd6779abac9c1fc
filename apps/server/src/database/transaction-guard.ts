import { AsyncLocalStorage } from 'node:async_hooks'
import type { Kysely, KyselyPlugin, Transaction } from 'kysely'

/** A mutable mark, because what a transaction set off (timers, hints) outlives it and may use the database again. */
type Mark = { open: boolean }

type Guarded<Tables> = {
  db: Kysely<Tables>
  /** Runs `work` in one transaction, marked so that `db` is refused within. */
  transact<T>(work: (tx: Transaction<Tables>) => Promise<T>): Promise<T>
}

/**
 * Two faces of one Kysely instance that cannot be confused: the outer database refuses to run inside a transaction
 * instead of waiting for ever for the connection which that transaction holds.
 */
export function guardTransactions<Tables>(bare: Kysely<Tables>): Guarded<Tables> {
  const current = new AsyncLocalStorage<Mark>()
  const refuseInside = (what: string) => {
    if (current.getStore()?.open) throw new Error(`${what} inside a transaction: use the tx that transact gives`)
  }
  const transact = <T>(work: (tx: Transaction<Tables>) => Promise<T>): Promise<T> => {
    refuseInside('transact was called')
    return bare.transaction().execute((tx) => marked(current, () => work(tx)))
  }
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      refuseInside('the outer database was used')
      return node
    },
    transformResult: async ({ result }) => result,
  }
  return { db: withoutSideDoors(bare.withPlugin(plugin)), transact: async (work) => transact(work) }
}

async function marked<T>(current: AsyncLocalStorage<Mark>, work: () => Promise<T>): Promise<T> {
  const mark: Mark = { open: true }
  try {
    return await current.run(mark, work)
  } finally {
    mark.open = false
  }
}

/** Kysely's own ways to a transaction would go round the guard. */
function withoutSideDoors<Tables>(db: Kysely<Tables>): Kysely<Tables> {
  for (const [name, instead] of [
    ['transaction', 'transact'],
    ['startTransaction', 'transact'],
    ['connection', 'transact'],
    ['destroy', 'close'],
  ] as const) {
    Object.defineProperty(db, name, {
      value: () => {
        throw new Error(`db.${name}() is not for use: call ${instead}() of the database`)
      },
    })
  }
  return db
}
