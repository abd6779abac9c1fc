import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../apps/server/src/database/database.ts'
import { openDatabase } from '../../apps/server/src/database/open-database.ts'
import { permitCustomerMails } from '../../apps/server/src/store/customer-mail-permits.ts'
import { insertOutbox, jobRow } from '../../apps/server/src/store/outbox.ts'
import { beginning, danasAddress, starts, ten } from '../support/cast.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { type MailScene, mailScene } from './mail-scene.ts'

const many = 24

describe.each(databaseKinds)('permits for mails to customers on %s', (kind) => {
  let scene: MailScene
  let elsewhere: Database | null

  beforeEach(async () => {
    scene = await mailScene(kind, undefined)
    elsewhere = kind === 'postgres' ? await openDatabase(scene.settings) : null
  })
  afterEach(async () => {
    await elsewhere?.close()
    await scene.end()
  })

  async function jobs(conversationIds: readonly string[]) {
    const asked = conversationIds.map((conversationId) => ({ jobId: randomUUID(), conversationId }))
    const rows = asked.map(({ jobId, conversationId }) => {
      const job = { kind: 'mail' as const, teamId: beginning.teamId, conversationId, payload: {}, createdAt: ten }
      return jobRow({ ...job, id: jobId, key: jobId })
    })
    await scene.database.transact((tx) => insertOutbox(tx, rows))
    return asked
  }
  /** Every job asks at once, on as many servers as the database bears; answers how many were granted. */
  async function granted(asked: readonly { jobId: string; conversationId: string }[], seenSeq = 0) {
    const servers = [scene.database, elsewhere ?? scene.database].map((database) =>
      permitCustomerMails(database, (text) => `hash of ${text.length} characters`),
    )
    const permits = await Promise.all(
      asked.map((one, index) =>
        servers[index % 2]?.({ ...one, botId: beginning.botId, address: danasAddress, seenSeq }),
      ),
    )
    return permits.filter((permit) => permit === 'granted').length
  }
  const conversations = async (count: number) => {
    const ids: string[] = []
    for (let number = 0; number < count; number += 1) ids.push((await scene.commit([starts()])).id)
    return ids
  }

  test('LC53: of many conversations that ask at once, on two servers, five are granted for one address', async () => {
    const asked = await jobs(await conversations(many))
    expect(await granted(asked)).toBe(5)
    expect(await granted(asked)).toBe(5)
  })

  test('LC53: of many answers in one absence that ask at once one is granted, and again only in the next absence', async () => {
    const [id = ''] = await conversations(1)
    const asked = await jobs(Array.from({ length: many }, () => id))
    expect(await granted(asked)).toBe(1)
    expect(await granted(await jobs([id, id, id]))).toBe(0)
    expect(await granted(await jobs([id, id, id]), 7)).toBe(1)
    expect(await granted(await jobs([id]), 6)).toBe(0)
  })
})
