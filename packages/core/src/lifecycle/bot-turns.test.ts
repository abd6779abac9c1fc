import { describe, expect, test } from 'vitest'
import {
  type Act,
  ada,
  ben,
  chidi,
  claims,
  closes,
  dana,
  dismisses,
  escalates,
  handsBack,
  replies,
  requeues,
  starts,
  takesOver,
  transfers,
  withdraws,
  writes,
} from '../../../../tests/support/cast.ts'
import { answer, refusal, scene } from '../../../../tests/support/scene.ts'
import { isUnanswered } from '../conversation.ts'

const holds = { holdsWhileWaiting: true }

describe('a bot turn', () => {
  test('LC8: is called for by the first message that nobody has answered, and by no second one', () => {
    const first = scene([starts()]).conversation
    const second = scene([starts(), writes(dana), writes(dana)]).conversation
    expect(first.turn).not.toBeNull()
    expect(second.turn).toEqual(first.turn)
  })

  test('LC8: is called for again by the next message after a reply', () => {
    const { conversation, added } = scene([starts(), replies(), writes(dana)])
    expect(conversation.turn).toEqual({ id: added[0]?.id })
  })

  test('LC8: goes on while Dana waits for a human, where Robo helps meanwhile', () => {
    const before = scene([starts()]).conversation
    const { conversation } = scene([starts(), escalates()])
    expect(conversation.turn).toEqual(before.turn)
    expect(scene([starts(), escalates(), replies(), writes(dana)]).conversation.turn).not.toBeNull()
  })

  test('LC8: is not called for where Robo holds its tongue', () => {
    expect(scene([starts(null), escalates(), writes(dana)], holds).conversation.turn).toBeNull()
  })

  test('LC9: answers everything that it had read', () => {
    const { conversation } = scene([starts(), writes(dana), writes(dana), replies()])
    expect(isUnanswered(conversation)).toBe(false)
    expect(conversation).toMatchObject({ turn: null, unansweredSince: null })
  })

  test('LC9: is followed by the next where a message arrived meanwhile', () => {
    const { conversation, added } = scene([starts(), writes(dana), replies({ answers: 2 })])
    expect(isUnanswered(conversation)).toBe(true)
    expect(conversation.turn).toEqual({ id: added[0]?.id })
    expect(scene([starts(), writes(dana), replies({ answers: 2 }), replies()]).conversation.turn).toBeNull()
  })

  test('LC9: does not answer what Dana has not said yet', () => {
    const { conversation, added } = scene([starts(), replies({ answers: 99 }), writes(dana)])
    expect(isUnanswered(conversation)).toBe(true)
    expect(conversation.turn).toEqual({ id: added[0]?.id })
  })

  test('LC60: is not said where it offers a human to whom Dana has asked for meanwhile', () => {
    const { conversation } = scene([starts(), escalates()])
    const offer = { powerUp: 'talk_to_a_human', reason: 'knowledge_gap' } as const
    expect(refusal(conversation, replies({ offer }))).toEqual({ code: 'waits_already' })
    const lead = { powerUp: 'collect_a_lead', reason: 'interested' } as const
    expect(answer(scene([starts()]).conversation, replies({ offer }))).toMatchObject({ ok: true })
    expect(answer(conversation, replies({ offer: lead }))).toMatchObject({ ok: true })
  })

  test('LC14: carries the offer of a human and its sources', () => {
    const offer = { powerUp: 'talk_to_a_human', reason: 'knowledge_gap' } as const
    const sources = [{ title: 'Parcels', url: null }]
    const { conversation, added } = scene([starts(), replies({ offer, sources })])
    expect(added).toMatchObject([{ data: { offer, sources } }])
    expect(conversation.offer).toBe('knowledge_gap')
    expect(scene([starts(), replies()]).added[0]?.data).not.toHaveProperty('offer')
  })
})

describe('a reply that comes too late', () => {
  const begun = scene([starts()]).conversation
  const late = replies({ engagement: begun.engagement, turnId: begun.turn?.id ?? '', answers: 2 })
  const meanwhile: [string, Act[]][] = [
    ['Ben took over', [takesOver(ben)]],
    ['Ben claimed', [escalates(), claims(ben)]],
    ['Ben claimed and handed back', [escalates(), claims(ben), handsBack(ben)]],
    ['Ben claimed and requeued', [escalates(), claims(ben), requeues(ben)]],
    ['Ben dismissed', [escalates(), dismisses(ben)]],
  ]

  test.each(meanwhile)('LC10: is refused when %s', (_, acts) => {
    expect(refusal(scene([starts(), ...acts]).conversation, late)).toEqual({ code: 'stale_engagement' })
  })

  test('LC10: is refused when Robo holds its tongue for the human whom Dana asked for', () => {
    const { conversation } = scene([starts(), escalates()], holds)
    expect(refusal(conversation, late)).toEqual({ code: 'stale_engagement' })
    expect(refusal(conversation, replies({ turnId: begun.turn?.id ?? '' }))).toEqual({ code: 'stale_engagement' })
  })

  test('LC11: is refused when another turn is due, or none', () => {
    const answered = scene([starts(), replies()]).conversation
    expect(refusal(answered, late)).toEqual({ code: 'stale_turn' })
    const next = scene([starts(), replies(), writes(dana)]).conversation
    expect(refusal(next, late)).toEqual({ code: 'stale_turn' })
  })

  test('LC12: is refused for as long as a person holds, under whatever engagement and turn', () => {
    for (const acts of [[takesOver(ben)], [takesOver(ben), writes(dana)], [takesOver(ben), transfers(ben, chidi)]]) {
      const { conversation } = scene([starts(), ...acts])
      expect(conversation).toMatchObject({ state: 'active', turn: null })
      expect(refusal(conversation, replies())).toEqual({ code: 'stale_engagement' })
    }
  })
})

describe('what nobody has answered', () => {
  const unanswered = [starts(), escalates(), claims(ben), writes(dana)]
  const ways: [string, Act[]][] = [
    ['is handed back', [...unanswered, handsBack(ben)]],
    ['is handed back by the owner', [...unanswered, handsBack(ada)]],
    ['is requeued', [...unanswered, requeues(ben)]],
    ['is dismissed', [starts(), escalates(), writes(dana), dismisses(ben)]],
  ]

  test.each(ways)('LC13: gets a turn of its own when the conversation %s, under the new engagement', (_, acts) => {
    const before = scene(acts.slice(0, -1)).conversation
    const { conversation, added } = scene(acts)
    expect(isUnanswered(before)).toBe(true)
    expect(conversation.engagement).toBe(before.engagement + 1)
    expect(conversation.turn).toEqual({ id: added[0]?.id })
    expect(scene([...acts, replies()]).conversation.turn).toBeNull()
  })

  test('LC13: gets a turn when Dana withdraws from a wait in which Robo held its tongue', () => {
    const { conversation, added } = scene([starts(), escalates(), writes(dana), withdraws()], holds)
    expect(conversation.turn).toEqual({ id: added[0]?.id })
  })

  test('LC13: keeps the turn it has when Dana withdraws from a wait in which Robo went on helping', () => {
    const before = scene([starts(), escalates()]).conversation
    const { conversation } = scene([starts(), escalates(), withdraws()])
    expect(conversation).toMatchObject({ turn: before.turn, engagement: before.engagement })
  })

  test('LC13: waits on where it is requeued to a Robo that holds its tongue', () => {
    const { conversation } = scene([...unanswered, requeues(ben)], holds)
    expect(isUnanswered(conversation)).toBe(true)
    expect(conversation.turn).toBeNull()
  })

  test('LC13: has no turn any more when the conversation is closed', () => {
    expect(scene([starts(), closes()]).conversation.turn).toBeNull()
  })

  test('LC13: where everything is answered, nobody says anything', () => {
    for (const last of [handsBack(ben), requeues(ben)]) {
      expect(scene([...unanswered, writes(ben), last]).conversation.turn).toBeNull()
    }
  })
})
