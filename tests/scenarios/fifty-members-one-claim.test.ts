import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asDana, begin, eventually } from '../support/api.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { adaOn, demoBot, join, onServer, type ServerMember } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'
import { startReceiver } from '../support/webhook-receiver.ts'

const ROUNDS = Number(process.env.BATON_CLAIM_ROUNDS ?? 200)
const MEMBERS = 50

describe.each(databaseKinds)('fifty members claim at once on %s', (kind) => {
  let servers: Servers
  let receiver: Awaited<ReturnType<typeof startReceiver>>
  let members: ServerMember[]
  let botId: string

  beforeAll(async () => {
    servers = await startServers(kind, { ALLOW_PRIVATE_WEBHOOKS: 'true' })
    receiver = await startReceiver()
    const ada = await adaOn(servers.first.url)
    botId = (await demoBot(ada)).id
    members = []
    for (let index = 0; index < MEMBERS; index += 1) {
      const member = await join(servers.first.url, ada, `Member ${index}`)
      members.push(onServer(servers.any(index).url, member))
    }
    const path = `/api/v1/bots/${botId}/webhooks`
    const made = await ada.post<{ id: string }>(path, { type: 'conversation.claimed', url: receiver.url })
    await ada.patch(`${path}/${made.body.id}`, { enabled: true })
  }, 120_000)
  afterAll(async () => {
    await servers.close()
    await receiver.close()
  })

  test(`one gets 200, forty-nine are told who has it, ${ROUNDS} rounds`, async () => {
    const rounds: string[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const session = await begin(servers.any(round).url, botId)
      await asDana(servers.any(round + 1).url, session).escalate()
      const answers = await Promise.all(members.map((member) => member.claim(session.id)))
      const won = answers.filter((answer) => answer.status === 200)
      expect(won).toHaveLength(1)
      const [winning] = won
      const winner = winning?.body.agent?.name
      expect(winner).toMatch(/^Member \d+$/)
      const lost = answers.filter((answer) => answer.status !== 200)
      expect(lost).toHaveLength(MEMBERS - 1)
      for (const answer of lost) {
        expect(answer).toMatchObject({ status: 409, body: { code: 'already_claimed', claimedBy: { name: winner } } })
      }
      const events = await asDana(servers.first.url, session).events()
      expect(events.filter((event) => event.type === 'conversation.claimed')).toHaveLength(1)
      rounds.push(session.id)
    }
    await eventually(
      'a webhook for every round',
      async () => rounds.every((id) => receiver.about(id, 'conversation.claimed').length > 0),
      60_000,
    )
    for (const id of rounds) {
      const ids = receiver.about(id, 'conversation.claimed').map((one) => one.headers['webhook-id'])
      expect(ids).toHaveLength(1)
    }
  }, 300_000)
})
