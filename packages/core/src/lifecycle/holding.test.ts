import { describe, expect, test } from 'vitest'
import {
  ada,
  asAgent,
  ben,
  chidi,
  claims,
  dana,
  dismisses,
  escalates,
  handsBack,
  member,
  minute,
  replies,
  requeues,
  starts,
  takesOver,
  ten,
  transfers,
  withdraws,
  writes,
} from '../../../../tests/support/cast.ts'
import { changesNothing, refusal, scene } from '../../../../tests/support/scene.ts'

const waiting = [starts(), escalates({ note: 'It is urgent' })]
const active = [...waiting, claims(ben)]
const resolved = [...active, handsBack(ben)]
const alex = member('Alex', 'admin')

describe('claiming', () => {
  test('LC27: makes a waiting conversation active, with the claimer as its holder', () => {
    const { conversation, added } = scene(active)
    expect(added).toMatchObject([{ type: 'conversation.claimed', data: { agent: asAgent(ben), how: 'claimed' } }])
    expect(conversation).toMatchObject({ state: 'active', agent: asAgent(ben), claimedAt: ten + 2 * minute })
    expect(conversation.escalation).toMatchObject({ note: 'It is urgent' })
  })

  test('LC27: records no more of a member than id and name', () => {
    const { added } = scene(active)
    expect(added).toMatchObject([{ actor: { kind: 'agent', ...asAgent(ben) } }])
    expect(added[0]?.data).toEqual({ agent: asAgent(ben), how: 'claimed' })
  })

  test('LC28: the second of two claimers is told who holds the conversation, and since when', () => {
    const { conversation } = scene(active)
    const told = { code: 'already_claimed', claimedBy: asAgent(ben), claimedAt: ten + 2 * minute }
    expect(refusal(conversation, claims(chidi))).toEqual(told)
    expect(refusal(conversation, claims(ada))).toEqual(told)
    expect(refusal(conversation, takesOver(chidi))).toEqual(told)
  })

  test('LC29: is refused where nobody waits', () => {
    for (const acts of [[starts()], resolved, [...waiting, withdraws()], [...waiting, dismisses(chidi)]]) {
      expect(refusal(scene(acts).conversation, claims(ben))).toEqual({ code: 'not_escalated' })
    }
  })

  test("LC44: the holder's own claim or takeover again changes nothing", () => {
    const { conversation } = scene(active)
    expect(changesNothing(conversation, claims(ben))).toBe(true)
    expect(changesNothing(conversation, takesOver(ben))).toBe(true)
  })
})

describe('taking over', () => {
  test.each([
    ['bot', [starts()]],
    ['resolved', resolved],
  ])('LC30: makes a conversation in %s active', (_, acts) => {
    const { conversation, added } = scene([...acts, takesOver(chidi)])
    expect(added).toMatchObject([{ type: 'conversation.claimed', data: { how: 'taken_over' } }])
    expect(conversation).toMatchObject({ state: 'active', agent: asAgent(chidi) })
  })

  test('LC30: is refused where the bot does not allow it, or human takeover is off', () => {
    for (const different of [{ takeOverAllowed: false }, { humanTakeover: false }]) {
      for (const acts of [[starts()], resolved]) {
        expect(refusal(scene(acts).conversation, takesOver(ben), different)).toEqual({ code: 'takeover_not_allowed' })
      }
    }
  })

  test('LC30: of a waiting conversation is a claim, which no setting forbids', () => {
    const { added } = scene([...waiting, takesOver(ben)], { takeOverAllowed: false })
    expect(added).toMatchObject([{ type: 'conversation.claimed', data: { how: 'claimed' } }])
  })

  test('LC31: leaves no earlier escalation behind', () => {
    expect(scene(resolved).conversation.escalation).not.toBeNull()
    const taken = [...resolved, takesOver(chidi)]
    expect(scene(taken).conversation.escalation).toBeNull()
    expect(scene([...taken, requeues(chidi)]).conversation.escalation).toMatchObject({ reason: 'requeued', note: null })
  })
})

describe('transferring', () => {
  test.each([
    ['the holder', ben],
    ['the owner', ada],
    ['an admin', alex],
  ])('LC32: %s gives the conversation to Chidi', (_, by) => {
    const { conversation, added } = scene([...active, transfers(by, chidi)])
    expect(added).toMatchObject([
      { type: 'conversation.transferred', data: { from: asAgent(ben), to: asAgent(chidi) }, actor: { id: by.id } },
    ])
    expect(conversation).toMatchObject({ state: 'active', agent: asAgent(chidi), claimedAt: ten + 3 * minute })
  })

  test('LC32: another responder may not, not even to themselves', () => {
    const { conversation } = scene(active)
    expect(refusal(conversation, transfers(chidi, chidi))).toEqual({ code: 'not_holder', holder: asAgent(ben) })
  })

  test('LC32: to the holder changes nothing, and nobody transfers what nobody holds', () => {
    expect(changesNothing(scene(active).conversation, transfers(ben, ben))).toBe(true)
    for (const acts of [[starts()], waiting, resolved]) {
      expect(refusal(scene(acts).conversation, transfers(ada, chidi))).toEqual({ code: 'not_active' })
    }
  })

  test('LC28, LC32: after a transfer the old holder is told who holds now', () => {
    const { conversation } = scene([...active, transfers(ben, chidi)])
    expect(refusal(conversation, claims(ben))).toMatchObject({ claimedBy: asAgent(chidi), claimedAt: ten + 3 * minute })
    expect(refusal(conversation, writes(ben))).toEqual({ code: 'not_holder', holder: asAgent(chidi) })
  })
})

describe('handing back', () => {
  test.each([
    ['the holder', ben],
    ['the owner', ada],
    ['an admin', alex],
  ])('LC38: %s hands back, and the bot answers again', (_, by) => {
    const { conversation, added } = scene([...active, handsBack(by)])
    expect(added).toMatchObject([{ type: 'conversation.released', data: { agent: asAgent(ben), botAnswers: true } }])
    expect(conversation).toMatchObject({ state: 'resolved', releasedBy: by.id })
    expect(scene([...active, handsBack(by), writes(dana), replies()]).added).toMatchObject([{ actor: { kind: 'bot' } }])
  })

  test('LC38: another responder is told who holds', () => {
    expect(refusal(scene(active).conversation, handsBack(chidi))).toEqual({ code: 'not_holder', holder: asAgent(ben) })
    for (const acts of [[starts()], waiting]) {
      expect(refusal(scene(acts).conversation, handsBack(ben))).toEqual({ code: 'not_holder', holder: null })
    }
  })

  test('LC39: with the bot told not to answer, what is unanswered counts as answered', () => {
    const { conversation } = scene([...active, writes(dana), handsBack(ben, false)])
    expect(conversation).toMatchObject({ turn: null, unansweredSince: null, answeredSeq: conversation.lastCustomerSeq })
    expect(scene([...active, writes(dana), handsBack(ben, false), writes(dana)]).conversation.turn).not.toBeNull()
  })

  test("LC44: the last releaser's hand-back again changes nothing, anybody else's is refused", () => {
    const { conversation } = scene(resolved)
    expect(changesNothing(conversation, handsBack(ben))).toBe(true)
    expect(changesNothing(conversation, handsBack(ben, false))).toBe(true)
    expect(refusal(conversation, handsBack(ada))).toEqual({ code: 'not_holder', holder: null })
    const byAda = scene([...active, handsBack(ada)]).conversation
    expect(changesNothing(byAda, handsBack(ada))).toBe(true)
    expect(refusal(byAda, handsBack(ben))).toEqual({ code: 'not_holder', holder: null })
  })

  test('LC44: who dismissed has not handed back', () => {
    expect(refusal(scene([...waiting, dismisses(ben)]).conversation, handsBack(ben))).toMatchObject({
      code: 'not_holder',
    })
  })
})
