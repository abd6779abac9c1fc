import { describe, expect, test } from 'vitest'
import {
  type Act,
  answersForm,
  beginning,
  ben,
  claims,
  closes,
  dana,
  danasAddress,
  escalates,
  handsBack,
  starts,
} from '../../../../tests/support/cast.ts'
import { memoryWorld } from '../../../../tests/support/memory-conversations.ts'
import { answer, refusal, scene } from '../../../../tests/support/scene.ts'

const waiting = [starts(), escalates()]
const open: [string, Act[]][] = [
  ['bot', [starts()]],
  ['escalated', waiting],
  ['active', [...waiting, claims(ben)]],
  ['resolved', [...waiting, claims(ben), handsBack(ben)]],
]

import { answerForm } from '../actions/answer-form.ts'
import { startConversation } from '../actions/start-conversation.ts'

describe('filling in the form of a power-up', () => {
  test.each(open)('LC58: is kept while %s, and changes neither state, engagement nor turn', (state, acts) => {
    const before = scene(acts).conversation
    const values = { email: ` ${danasAddress} `, when: 'am', topic: ' ', secret: 'not asked for' }
    const { conversation, added } = scene([...acts, answersForm(values)])
    const fields = [
      { name: 'email', kind: 'email', label: 'E-mail address', value: danasAddress },
      { name: 'when', kind: 'choice', label: 'When', value: 'In the morning' },
    ]
    const data = { powerUp: 'book_a_call', title: 'Book a call', fields }
    expect(added).toMatchObject([{ type: 'conversation.form_answered', clientId: 'form-1', data }])
    expect(conversation).toMatchObject({ state, engagement: before.engagement, turn: before.turn })
    expect(conversation.customer.email).toBe(danasAddress)
  })

  test('LC58: the same once more appends nothing', async () => {
    const world = memoryWorld()
    const { teamId, botId } = beginning
    const started = await startConversation(world, { teamId, botId, customer: dana, startKeyHash: 'key', first: null })
    if (!started.ok) throw new Error('the conversation did not start')
    const { id } = started.conversation
    const form = answersForm() as Parameters<typeof answerForm>[3]
    expect(await answerForm(world, dana, id, form)).toMatchObject({ ok: true, events: [{ clientId: 'form-1' }] })
    expect(await answerForm(world, dana, id, form)).toMatchObject({ ok: true })
    expect(world.conversations.log(id).map(({ type }) => type)).toEqual([
      'conversation.started',
      'conversation.form_answered',
    ])
  })

  test('LC59: needs what the form requires, something at all, and values that fit their fields', () => {
    const { conversation } = scene([starts()])
    const of = (values: Record<string, string>) => refusal(conversation, answersForm(values))
    expect(of({ when: 'am' })).toEqual({ code: 'form_incomplete', missing: ['email'] })
    expect(of({ email: ' ' })).toEqual({ code: 'form_incomplete', missing: ['email'] })
    expect(of({ email: 'dana@' })).toEqual({ code: 'email_invalid', field: 'email' })
    expect(of({ email: danasAddress, when: 'In the morning' })).toEqual({ code: 'field_invalid', field: 'when' })
    expect(of({ email: danasAddress, topic: 'x'.repeat(21) })).toEqual({ code: 'field_invalid', field: 'topic' })
    expect(of(JSON.parse('{"__proto__":"x","toString":"y"}'))).toEqual({ code: 'form_incomplete', missing: ['email'] })
    const fits = { email: danasAddress, topic: 'x'.repeat(20) }
    expect(answer(conversation, answersForm(fits))).toMatchObject({ ok: true })
    expect(refusal(scene([starts(), closes()]).conversation, answersForm())).toEqual({ code: 'conversation_closed' })
  })

  test('LC59: is refused with nothing in it also where it requires nothing, whatever its fields are called', () => {
    const { conversation } = scene([starts()])
    const optional = ['constructor', 'toString'].map((name) => ({
      ...{ name, kind: 'text' as const, label: name, required: false, longest: 20, options: [] },
    }))
    for (const values of [{}, { constructor: ' ' }] as Record<string, string>[]) {
      expect(refusal(conversation, answersForm(values, optional))).toEqual({ code: 'form_incomplete', missing: [] })
    }
  })
})
