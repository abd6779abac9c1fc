import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asDana, begin, call, newStartKey } from '../support/api.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { adaOn, demoBot } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'

describe.each(databaseKinds)('one clientId, fifty times at once on %s', (kind) => {
  let servers: Servers
  let botId: string
  beforeAll(async () => {
    servers = await startServers(kind)
    botId = (await demoBot(await adaOn(servers.first.url))).id
  })
  afterAll(() => servers.close())

  const fifty = <Value>(one: (index: number) => Promise<Value>) =>
    Promise.all(Array.from({ length: 50 }, (_, at) => one(at)))

  test('is one event with one seq, one 201 and forty-nine 200 with equal bodies', async () => {
    const session = await begin(servers.first.url, botId)
    const clientId = randomUUID()
    const answers = await fifty((at) => asDana(servers.any(at).url, session).say('Once, please.', clientId))
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1)
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(49)
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1)
    const said = (await asDana(servers.first.url, session).events()).filter(
      (event) => event.type === 'message.sent' && event.actor.kind === 'customer',
    )
    expect(said).toHaveLength(1)
    const reused = await asDana(servers.last.url, session).say('Something else.', clientId)
    expect(reused).toMatchObject({ status: 409, body: { code: 'client_id_reused' } })
  })

  test('in a start key it is one conversation, one message and one token', async () => {
    const body = { startKey: newStartKey(), clientId: randomUUID(), text: 'Hello?' }
    const path = `/api/channel/v1/bots/${botId}/conversations`
    const answers = await fifty((at) =>
      call<{ conversation: { id: string }; token: string }>(servers.any(at).url, path, { body }),
    )
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]))
    expect(new Set(answers.map((answer) => answer.body.conversation.id)).size).toBe(1)
    expect(new Set(answers.map((answer) => answer.body.token)).size).toBe(1)
    const [first] = answers
    if (first === undefined) throw new Error('no answer')
    const session = { id: first.body.conversation.id, token: first.body.token }
    const events = await asDana(servers.first.url, session).events()
    expect(events.filter((event) => event.type === 'conversation.started')).toHaveLength(1)
    expect(events.filter((event) => event.type === 'message.sent' && event.actor.kind === 'customer')).toHaveLength(1)
  })
})
