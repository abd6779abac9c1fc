import { type Change, type Command, type Conversation, changeOf, decide, number } from '@baton/core'
import { payloadOf, WebhookPayload, type WebhookType, webhookTypes } from '@baton/protocol'
import { describe, expect, test } from 'vitest'
import {
  ada,
  beginning,
  ben,
  chidi,
  claims,
  closes,
  dana,
  dismisses,
  escalates,
  handsBack,
  minute,
  policy,
  requeues,
  starts,
  takesOver,
  ten,
  transfers,
  withdraws,
} from '../../../../tests/support/cast.ts'
import { agentConcerned, samplePayload } from '../present/for-webhook.ts'
import { around, planWebhooks } from './plan-webhooks.ts'

let ids = 0
const newId = () => {
  ids += 1
  return `event-${ids}`
}

/** The change that the last of these commands makes. */
function lastChange(commands: readonly Command[]): Change {
  let before: Conversation | null = null
  let change: Change | null = null
  for (const [index, command] of commands.entries()) {
    const at = ten + index * minute
    const decision = decide(before, command, { policy: policy(), at })
    if (!decision.ok) throw new Error(`${command.type} was refused`)
    const events = number(before, decision.facts, { conversationId: 'conversation_dana', at, newId })
    change = changeOf({ conversation: before, policy: policy() }, events, beginning)
    before = change.after
  }
  if (change === null) throw new Error('no change')
  return change
}

function bodyOf(type: WebhookType, commands: readonly Command[], agentEmail: string | null = null, wants = {}) {
  const change = lastChange(commands)
  const event = change.events.find((one) => one.type === type)
  if (event === undefined) throw new Error(`no ${type}`)
  const endpoints = [endpoint('webhook-1', wants)]
  const plan = planWebhooks(change, event, { type, endpoints, agentEmail, publicUrl: 'https://baton.example' })
  const body = WebhookPayload.parse(JSON.parse(plan.deliveries[0]?.body ?? ''))
  return { body, change, event, plan, agent: agentConcerned(event, around(change, event).before) }
}

const endpoint = (id: string, different = {}) => ({
  ...{ id, held: false, includeCustomer: true, includeText: false },
  ...different,
})

const escalated = [starts(), escalates({ note: 'a secret note' })]
const active = [...escalated, claims(ben)]
const agentIs = (member: typeof ben) => ({ id: member.id, name: member.name, email: 'agent@example.com' })
const asked = { reason: 'direct_request', at: new Date(ten + minute).toISOString() }

describe('what a webhook tells', () => {
  test.each([
    ['conversation.started', [starts()], 'bot', null, null],
    ['conversation.escalated', escalated, 'escalated', null, asked],
    ['conversation.claimed', active, 'active', ben, asked],
    ['conversation.claimed', [starts(), takesOver(ben)], 'active', ben, null],
    ['conversation.released', [...active, handsBack(ben)], 'resolved', ben, asked],
    ['conversation.released', [...active, handsBack(ada)], 'resolved', ben, asked],
    ['conversation.withdrawn', [...escalated, withdraws()], 'bot', null, asked],
    ['conversation.transferred', [...active, transfers(ben, chidi)], 'active', chidi, asked],
    [
      'conversation.requeued',
      [...active, requeues(ben)],
      'escalated',
      ben,
      { ...asked, at: new Date(ten + 3 * minute).toISOString() },
    ],
    ['conversation.dismissed', [...escalated, dismisses(ben)], 'resolved', null, asked],
    ['conversation.closed', [...active, closes()], 'closed', ben, asked],
    ['conversation.closed', [...escalated, closes()], 'closed', null, asked],
  ] as const)('WH5: of %s: state, agent and escalation', (type, commands, state, agent, escalation) => {
    const told = bodyOf(type, commands, 'agent@example.com')
    expect(told.body).toMatchObject({ type, sequence: told.event.seq, data: { conversation: { state }, escalation } })
    expect(told.body.data.agent).toEqual(agent === null ? null : agentIs(agent))
    expect(told.agent?.id ?? null).toBe(agent?.id ?? null)
  })

  test('WH5: neither a message nor a note leaves by a webhook that does not include text', () => {
    for (const [type, commands] of [
      ['conversation.started', [starts('My password is hunter2')]],
      ['conversation.escalated', escalated],
      ['conversation.claimed', active],
      ['message.sent', [starts('My password is hunter2')]],
    ] as const) {
      expect(JSON.stringify(bodyOf(type, commands).body)).not.toMatch(/hunter2|secret note/)
    }
  })

  test('WH6: a webhook that includes text tells messages and notes; one that leaves the customer out names nobody', () => {
    const text = { includeText: true }
    expect(bodyOf('message.sent', [starts('Where is my parcel?')], null, text).body.data.message).toEqual({
      by: { kind: 'customer', id: dana.id, name: dana.name },
      text: 'Where is my parcel?',
    })
    expect(bodyOf('conversation.claimed', active, null, text).body.data.escalation?.note).toBe('a secret note')
    const nobody = { includeCustomer: false }
    const told = bodyOf('message.sent', [starts('Where is my parcel?')], null, nobody).body.data
    expect(told.message).toEqual({ by: { kind: 'customer', id: dana.id, name: null }, text: null })
    for (const type of ['conversation.escalated', 'conversation.claimed'] as const) {
      const { body } = bodyOf(type, type === 'conversation.claimed' ? active : escalated, null, nobody)
      expect(body.data.conversation.customer).toEqual({ name: null, email: null })
      expect(JSON.stringify(body)).not.toMatch(/Dana|dana@/)
    }
  })

  test('WH15: for a webhook that the system switched off a delivery is kept, without a job', () => {
    const { plan } = bodyOf('conversation.started', [starts()], null, { held: true })
    expect(plan.outbox).toEqual([])
    expect(plan.deliveries).toMatchObject([{ status: 'held', next_attempt_at: null, attempts: 0 }])
  })

  test('WH5: the closing for a customer who is erased names nobody', () => {
    const erased = { type: 'close', by: { kind: 'system' }, cause: 'customer_erased' } as const
    expect(bodyOf('conversation.closed', [...active, erased]).body.data.conversation.customer).toEqual({
      name: null,
      email: null,
    })
    expect(bodyOf('conversation.closed', [...active, closes()]).body.data.conversation.customer.email).not.toBeNull()
  })

  test('WH5: an event in the middle of a change is told as it left the conversation', () => {
    const { body, change } = bodyOf('conversation.started', [starts()])
    expect(change.events).toHaveLength(2)
    expect(body.sequence).toBe(1)
  })

  test('WH4: planned twice it is the same to the byte, and differs by endpoint and by event', () => {
    const { change, event } = bodyOf('conversation.started', [starts()])
    const given = { type: 'conversation.started', agentEmail: null, publicUrl: 'https://baton.example' } as const
    const plan = (...endpoints: string[]) =>
      planWebhooks(change, event, { ...given, endpoints: endpoints.map((id) => endpoint(id)) })
    expect(plan('one', 'two')).toEqual(plan('one', 'two'))
    const [one, two] = plan('one', 'two').deliveries
    expect(one?.id).not.toBe(two?.id)
    expect(one?.message_id).not.toBe(two?.message_id)
    expect(one?.message_id).toMatch(/^msg_[\w-]{27}$/)
    expect(plan('one').outbox[0]).toMatchObject({ key: `webhook:${one?.id}`, lane: 'one', kind: 'webhook' })
    expect(bodyOf('conversation.started', [starts()]).plan.deliveries[0]?.id).not.toBe(one?.id)
    expect(plan()).toEqual({ deliveries: [], outbox: [] })
  })

  test.each(webhookTypes)('WH25: the sample of %s is a valid payload that says it is a test', (type) => {
    const sample = {
      messageId: 'msg_test_1',
      type,
      bot: { id: 'bot', name: 'Robo' },
      publicUrl: 'https://baton.example',
      at: ten,
      includeCustomer: true,
      includeText: true,
    }
    const payload = samplePayload(sample)
    expect(payloadOf(type).strict().parse(payload)).toEqual(payload)
    expect(payload.test).toBe(true)
    expect(payload.data.conversation.id).toBe('test')
  })
})
