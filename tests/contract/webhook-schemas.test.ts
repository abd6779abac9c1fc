import { webhookSchemas, webhookTypes } from '@baton/protocol'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  ada,
  answersForm,
  ben,
  chidi,
  claims,
  closes,
  dana,
  dismisses,
  escalates,
  handsBack,
  leavesLead,
  requestsContact,
  requeues,
  starts,
  transfers,
  withdraws,
  writes,
} from '../support/cast.ts'
import { type Receiver, startReceiver } from './webhook-receiver.ts'
import { type WebhookScene, webhookScene } from './webhook-scene.ts'

// The published schemas, read by a validator that knows nothing of ours.
const ajv = new Ajv2020({
  strict: true,
  allErrors: true,
  formats: { 'date-time': (text) => !Number.isNaN(Date.parse(text)) },
})
const published = JSON.parse(JSON.stringify(webhookSchemas()))
const problems = (body: unknown) => {
  const { type } = body as { type: string }
  const valid = ajv.getSchema(type)
  if (valid === undefined) throw new Error(`no schema of ${type}`)
  return valid(body) ? [] : valid.errors
}

describe('the published schemas', () => {
  let server: WebhookScene
  let there: Receiver

  beforeAll(async () => {
    for (const [type, schema] of Object.entries<object>(published)) ajv.addSchema({ ...schema }, type)
    server = await webhookScene('sqlite')
    there = await startReceiver()
  })
  afterAll(async () => {
    await server.end()
    await there.stop()
  })

  test('WH7: every body that is sent, of every type and with every switch, is valid by the schema of its type', async () => {
    for (const type of webhookTypes) {
      for (const [includeCustomer, includeText] of [
        [true, true],
        [false, false],
      ] as const) {
        const { id } = await server.endpoint(there.url, type)
        await server.manage.patch({ teamId: 'team_ada', botId: 'bot_robo' }, id, { includeCustomer, includeText })
        await server.manage.test({ teamId: 'team_ada', botId: 'bot_robo' }, id)
      }
    }
    const whole = [starts('Hello'), escalates({ note: 'Please' }), claims(ben), writes(ben), writes(dana)]
    const stories = [
      [...whole, transfers(ben, chidi), requeues(chidi), claims(ada), handsBack(ada), closes()],
      [starts(null), escalates(), withdraws()],
      [starts(null), escalates(), dismisses(ben)],
      [starts('Hello'), leavesLead({ note: 'Call me' }), answersForm()],
    ]
    for (const acts of stories) await server.play(acts, { tellsMessages: true })
    await server.play([starts('Hello'), requestsContact()], { humanTakeover: false })
    const bodies = () => there.heard.map(({ body }) => JSON.parse(body))
    await vi.waitFor(() => {
      const real = bodies().filter(({ test }) => test === undefined)
      expect(new Set(real.map(({ type }) => type))).toEqual(new Set(webhookTypes))
    })
    expect(
      new Set(
        bodies()
          .filter((body) => body.test)
          .map(({ type }) => type),
      ),
    ).toEqual(new Set(webhookTypes))
    for (const body of bodies()) expect(problems(body), body.type).toEqual([])
  })

  test('WH7: a body that lacks something is not', () => {
    const [body] = there.heard.map((heard) => JSON.parse(heard.body))
    expect(problems(body)).toEqual([])
    expect(problems({ ...body, sequence: 'seven' })).not.toEqual([])
    expect(problems({ ...body, data: { ...body.data, agent: undefined } })).not.toEqual([])
    expect(problems({ ...body, data: { ...body.data, conversation: { id: 'x' } } })).not.toEqual([])
  })
})
