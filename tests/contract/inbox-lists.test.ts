import { randomUUID } from 'node:crypto'
import { askForAHuman, claimConversation, sendMessage, startConversation, takeBotTurn, type Visit } from '@baton/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inbox } from '../../apps/server/src/database/migrations/0008-inbox.ts'
import { type ConversationList, openConversationList } from '../../apps/server/src/store/conversation-list.ts'
import { openEventLog } from '../../apps/server/src/store/events.ts'
import { openMemberPresence } from '../../apps/server/src/store/presence.ts'
import { ada, beginning, ben, dana, danasAddress, minute, robo, ten } from '../support/cast.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { type OpenWorld, openWorlds } from '../support/open-world.ts'

const visit: Visit = {
  page: { url: 'https://shop.example/parcels?x=1', title: 'Parcels', referrer: null },
  language: 'pt-BR',
  userAgent: 'Mozilla/5.0',
}

describe.each(databaseKinds)('the inbox on %s', (kind) => {
  let open: Awaited<ReturnType<typeof openWorlds>>
  let world: OpenWorld
  let list: ConversationList
  beforeAll(async () => {
    open = await openWorlds(kind, 1)
    const [one] = open.worlds
    if (one === undefined) throw new Error('no world')
    world = one
    list = openConversationList(one.database)
  })
  afterAll(() => open.close())

  const begin = async (text: string, customerId: string = randomUUID()) => {
    const customer = { ...dana, id: customerId }
    const start = { teamId: beginning.teamId, botId: robo.id, customer, startKeyHash: randomUUID(), visit }
    const outcome = await startConversation(world, { ...start, first: { text, clientId: randomUUID() } })
    if (!outcome.ok) throw new Error(outcome.refusal.code)
    return outcome.conversation
  }
  const say = (conversation: { id: string; customerId: string }, text: string) =>
    sendMessage(world, { ...dana, id: conversation.customerId }, conversation.id, { text, clientId: randomUUID() })
  const found = async (q: string, more: object = {}) => {
    const { items } = await list.page(beginning.teamId, ada.id, { q, limit: 50, ...more })
    return items.map(({ conversation }) => conversation.id)
  }

  test('a search finds beginnings of words in messages, whatever case and accents, at once', async () => {
    const one = await begin('Où est ma Facture 2026-1184?')
    expect(await found('factu')).toEqual([one.id])
    expect(await found('OU 1184')).toEqual([one.id])
    expect(await found('acture')).toEqual([])
    await say(one, 'It is for the order 注文した本')
    expect(await found('文し')).toEqual([one.id])
  })

  test('every word has to stand somewhere in the conversation, though not in one message', async () => {
    const one = await begin('The zebra is late')
    const other = await begin('The zebra is early')
    await say(one, 'and the giraffe too')
    expect(await found('zebra giraffe')).toEqual([one.id])
    expect((await found('zebra')).toSorted()).toEqual([one.id, other.id].toSorted())
    expect(await found('zebra elephant')).toEqual([])
  })

  test('a search says which message it found: the newest with every word, else the newest with any', async () => {
    const one = await begin('A walrus and a narwhal, please')
    await say(one, 'The walrus is grey')
    await say(one, 'Nothing else')
    const matchesOf = async (q: string) => {
      const matches = await list.matches(q, await found(q))
      return matches.map(({ conversationId, seq, pieces }) => [
        conversationId === one.id,
        seq,
        pieces.filter(({ found }) => found).map(({ text }) => text),
      ])
    }
    const last = one.lastSeq
    expect(await matchesOf('walrus narw')).toEqual([[true, last, ['walrus', 'narwhal']]])
    expect(await matchesOf('walr')).toEqual([[true, last + 1, ['walrus']]])
    expect(await matchesOf('grey narwhal')).toEqual([[true, last + 1, ['grey']]])
    const asCustomer = { ...dana, id: one.customerId }
    await askForAHuman(world, asCustomer, one.id, { email: danasAddress, name: 'Dana Quokka', note: null })
    expect(await found('quokka')).toEqual([one.id])
    expect(await matchesOf('quokka')).toEqual([])
  })

  test('the customer’s name and address are found, and not the ones they had before', async () => {
    const one = await begin('Please help')
    const asCustomer = { ...dana, id: one.customerId }
    await askForAHuman(world, asCustomer, one.id, { email: danasAddress, name: 'Dana Okapi', note: null })
    expect(await found('okapi')).toEqual([one.id])
    expect(await found(danasAddress)).toContain(one.id)
    expect(await found('okapi', { state: 'resolved' })).toEqual([])
    expect(await found('okapi', { state: 'escalated', botId: robo.id })).toEqual([one.id])
  })

  test('signs of a query language are only signs', async () => {
    const one = await begin('Is 100% "quoted" OR (NOT) near?')
    for (const q of ['100%', '"quoted"', 'OR near', '(NOT) near', "near'?", 'quoted AND', ':*']) {
      expect([q, await found(q)]).toEqual([q, q === ':*' || q === 'quoted AND' ? [] : [one.id]])
    }
  })

  test('what was said before there was an index is found after the upgrade', async () => {
    const one = await begin('An okra question')
    await world.database.db.deleteFrom('conversation_words').execute()
    expect(await found('okra')).toEqual([])
    await undoInbox(world)
    await world.database.transact((tx) => inbox.up(tx))
    expect(await found('okra')).toEqual([one.id])
  })

  test('pages follow each other without a hole where many stand at the same moment', async () => {
    const customerId = randomUUID()
    const ids = await Promise.all(Array.from({ length: 7 }, async () => (await begin('Same time', customerId)).id))
    await world.database.db
      .updateTable('conversations')
      .set({ last_activity_at: ten })
      .where('customer_id', '=', customerId)
      .execute()
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await list.page(beginning.teamId, ada.id, { customerId, limit: 3, cursor })
      seen.push(...page.items.map(({ conversation }) => conversation.id))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(ids.toSorted().reverse())
  })

  test('what the browser said at the start is kept with the conversation', async () => {
    const one = await begin('Hello')
    expect((await list.find(beginning.teamId, ada.id, one.id))?.visit).toEqual(visit)
  })

  test('the log tells what happened besides messages, and each source once', async () => {
    const one = await begin('What is that?')
    const turn = { engagement: 1, answers: 2, offer: null, turnId: one.turn?.id ?? '' }
    const sources = [{ title: 'One', url: null }]
    await takeBotTurn(world, { ...robo }, one.id, { ...turn, text: 'This.', sources })
    await askForAHuman(world, { ...dana, id: one.customerId }, one.id, { email: danasAddress, name: null, note: null })
    await claimConversation(world, ben, one.id)
    const log = openEventLog(world.database)
    const happened = await log.happened(one.id, 2)
    expect(happened.map((event) => event.type)).toEqual(['conversation.escalated', 'conversation.claimed'])
    expect(await log.sources(one.id, 20)).toEqual([{ title: 'One', url: null, seq: 3 }])
  })

  test('the bots of the list are those of the team, deleted ones only while something can be read', async () => {
    expect(await list.bots(beginning.teamId)).toEqual([
      { id: robo.id, name: robo.name, unansweredMinutes: 15, deleted: false },
    ])
    expect(await list.bots('team_other')).toEqual([])
  })

  test('a member who acts all the time is noted once in ten seconds', async () => {
    const note = openMemberPresence(world.database)
    const notedAt = async () => {
      const row = world.database.db.selectFrom('member_presence').select('last_seen_at').where('member_id', '=', ben.id)
      return (await row.executeTakeFirstOrThrow()).last_seen_at
    }
    await note(ben.id, ten)
    await note(ben.id, ten + 9_000)
    expect(await notedAt()).toBe(ten)
    await note(ben.id, ten + minute)
    expect(await notedAt()).toBe(ten + minute)
  })
})

/** The schema as it was before, as far as the migration must be able to run. */
async function undoInbox({ database }: OpenWorld): Promise<void> {
  const { schema } = database.db
  for (const index of ['conversations_counted', 'conversations_of_bot', 'events_of_holding']) {
    await schema.dropIndex(index).execute()
  }
  if (database.kind === 'sqlite') await schema.dropTable('conversation_words_index').execute()
  await schema.dropTable('conversation_words').execute()
  for (const column of ['page_url', 'page_title', 'page_referrer', 'language', 'user_agent']) {
    await schema.alterTable('conversations').dropColumn(column).execute()
  }
}
