import { describe, expect, test } from 'vitest'
import {
  type Act,
  ben,
  chidi,
  claims,
  closes,
  danasAddress,
  escalates,
  handsBack,
  leavesLead,
  replies,
  starts,
  withdraws,
} from '../../../../tests/support/cast.ts'
import { changesNothing, refusal, scene } from '../../../../tests/support/scene.ts'

const waiting = [starts(), escalates()]
const open: [string, Act[]][] = [
  ['bot', [starts()]],
  ['escalated', waiting],
  ['active', [...waiting, claims(ben)]],
  ['resolved', [...waiting, claims(chidi), handsBack(chidi)]],
]

describe('leaving a lead', () => {
  test.each(open)('LC54: is kept while %s, and changes neither state, engagement nor turn', (state, acts) => {
    const before = scene(acts).conversation
    const { conversation, added } = scene([...acts, leavesLead({ name: 'Dana Díaz', note: ' Call me ' })])
    const data = { email: danasAddress, name: 'Dana Díaz', note: 'Call me' }
    expect(added).toMatchObject([{ type: 'conversation.lead_collected', data }])
    expect(conversation).toMatchObject({ state, engagement: before.engagement, turn: before.turn })
    expect(conversation.lead).toEqual({ ...data, at: added[0]?.at })
    expect(conversation.customer).toEqual({ email: danasAddress, name: 'Dana Díaz' })
  })

  test('LC54: is refused where the power-up is off, and in a closed conversation', () => {
    expect(refusal(scene([starts()]).conversation, leavesLead(), { lead: null })).toEqual({ code: 'power_up_missing' })
    const closed = scene([starts(), closes()]).conversation
    expect(refusal(closed, leavesLead())).toEqual({ code: 'conversation_closed' })
  })

  test('LC55: needs what the form requires, something at all, and an address that is one', () => {
    const { conversation } = scene([starts()])
    const form = { email: 'optional', name: 'required', note: 'off' } as const
    expect(refusal(conversation, leavesLead({ email: null, name: 'Dana' }))).toEqual({
      code: 'lead_incomplete',
      missing: ['email'],
    })
    expect(refusal(conversation, leavesLead({ name: ' ' }), { lead: form })).toEqual({
      code: 'lead_incomplete',
      missing: ['name'],
    })
    const optional = { email: 'optional', name: 'optional', note: 'optional' } as const
    expect(refusal(conversation, leavesLead({ email: null }), { lead: optional })).toEqual({
      code: 'lead_incomplete',
      missing: [],
    })
    expect(refusal(conversation, leavesLead({ email: 'dana@' }))).toEqual({ code: 'email_invalid' })
  })

  test('LC55: what the form does not ask for is not kept', () => {
    const lead = { email: 'required', name: 'off', note: 'off' } as const
    const { added } = scene([starts(), leavesLead({ name: 'Dana', note: 'secret' })], { lead })
    expect(added).toMatchObject([{ data: { email: danasAddress, name: null, note: null } }])
  })

  test('LC56: the same again changes nothing; another note is another lead', () => {
    const { conversation } = scene([starts(), leavesLead({ note: 'Call me' })])
    expect(changesNothing(conversation, leavesLead({ note: 'Call me' }))).toBe(true)
    const { added } = scene([starts(), leavesLead({ note: 'Call me' }), leavesLead({ note: 'Write to me' })])
    expect(added).toHaveLength(1)
  })

  test('LC57: its offer is no reason of an escalation, and does not take the place of one', () => {
    const lead = replies({ offer: { powerUp: 'collect_a_lead', reason: 'interested' } })
    expect(scene([starts(), lead, escalates()]).conversation.escalation?.reason).toBe('direct_request')
    const human = replies({ offer: { powerUp: 'talk_to_a_human', reason: 'frustrated' } })
    const both = [starts(), human, withdraws(), escalates()]
    expect(scene(both).conversation.escalation?.reason).toBe('frustrated')
  })
})
