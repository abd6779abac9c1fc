import { describe, expect, test } from 'vitest'
import {
  type Act,
  answersForm,
  ben,
  claims,
  closes,
  danasAddress,
  escalates,
  handsBack,
  starts,
} from '../../../../tests/support/cast.ts'
import { refusal, scene } from '../../../../tests/support/scene.ts'

const waiting = [starts(), escalates()]
const open: [string, Act[]][] = [
  ['bot', [starts()]],
  ['escalated', waiting],
  ['active', [...waiting, claims(ben)]],
  ['resolved', [...waiting, claims(ben), handsBack(ben)]],
]

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
    expect(added).toMatchObject([{ type: 'conversation.form_answered', data }])
    expect(conversation).toMatchObject({ state, engagement: before.engagement, turn: before.turn })
    expect(conversation.customer.email).toBe(danasAddress)
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
    expect(refusal(scene([starts(), closes()]).conversation, answersForm())).toEqual({ code: 'conversation_closed' })
  })
})
