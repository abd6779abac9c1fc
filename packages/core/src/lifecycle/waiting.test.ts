import { describe, expect, test } from 'vitest'
import {
  ada,
  asAgent,
  ben,
  chidi,
  claims,
  closes,
  dana,
  danasAddress,
  dismisses,
  escalates,
  handsBack,
  hour,
  minute,
  policy,
  replies,
  requestsContact,
  requeues,
  starts,
  takesOver,
  ten,
  withdraws,
  writes,
} from '../../../../tests/support/cast.ts'
import { answer, changesNothing, play, refusal, scene } from '../../../../tests/support/scene.ts'
import type { EscalationReason } from '../event.ts'

const active = [starts(), escalates(), claims(ben)]
const resolved = [...active, handsBack(ben)]
const offers = (reason: EscalationReason) => replies({ offer: { powerUp: 'talk_to_a_human', reason } })
const takeoverOff = { humanTakeover: false }

describe('escalating', () => {
  test.each([
    ['bot', [starts()]],
    ['resolved', resolved],
  ])('LC15: leads from %s to escalated', (state, acts) => {
    expect(scene(acts).conversation.state).toBe(state)
    const { conversation, added } = scene([...acts, escalates({ note: 'It is urgent' })])
    const data = { email: danasAddress, name: null, note: 'It is urgent', reason: 'direct_request', botHolds: false }
    expect(added).toMatchObject([{ type: 'conversation.escalated', data }])
    expect(conversation).toMatchObject({ state: 'escalated', escalation: { note: 'It is urgent', at: added[0]?.at } })
  })

  test("LC14, LC15: has the reason of Robo's last offer, and that of an older wait no more", () => {
    const offered = [starts(), offers('knowledge_gap'), writes(dana), offers('frustrated'), escalates()]
    expect(scene(offered).conversation.escalation?.reason).toBe('frustrated')
    expect(scene([...offered, withdraws(), escalates()]).conversation.escalation?.reason).toBe('direct_request')
  })

  test('LC15: an offer that a takeover has overtaken is no reason any more', () => {
    const { conversation } = scene([starts(), offers('bot_error'), takesOver(ben), handsBack(ben), escalates()])
    expect(conversation.escalation?.reason).toBe('direct_request')
  })

  test('LC16: again, while waiting or held, succeeds and changes nothing, whatever is left and set', () => {
    for (const acts of [[starts(), escalates()], active]) {
      const { conversation } = scene(acts)
      expect(changesNothing(conversation, escalates())).toBe(true)
      expect(changesNothing(conversation, escalates({ email: 'no address' }))).toBe(true)
      expect(changesNothing(conversation, escalates(), { powerUp: false, humanTakeover: false })).toBe(true)
      expect(changesNothing(conversation, requestsContact(), takeoverOff)).toBe(true)
    }
  })

  test('LC17: is refused without the power-up, and so is a request for contact', () => {
    for (const acts of [[starts()], resolved]) {
      const { conversation } = scene(acts)
      expect(refusal(conversation, escalates(), { powerUp: false })).toEqual({ code: 'power_up_missing' })
      const neither = { powerUp: false, humanTakeover: false }
      expect(refusal(conversation, escalates(), neither)).toEqual({ code: 'power_up_missing' })
      expect(refusal(conversation, requestsContact(), neither)).toEqual({ code: 'power_up_missing' })
    }
  })

  test('LC18: is refused while human takeover is off', () => {
    expect(refusal(scene([starts()]).conversation, escalates(), takeoverOff)).toEqual({ code: 'human_takeover_off' })
  })

  test.each(['', '   ', 'dana', 'dana@example', 'dana@example.com, ben@example.com'])(
    'LC20: is refused with the address "%s"',
    (email) => {
      expect(refusal(scene([starts()]).conversation, escalates({ email }))).toEqual({ code: 'email_invalid' })
      expect(refusal(scene([starts()]).conversation, requestsContact({ email }), takeoverOff)).toEqual({
        code: 'email_invalid',
      })
    },
  )

  test('LC20: an optional address can be left out, but a wrong one is wrong all the same', () => {
    const optional = { emailRequired: false }
    expect(scene([starts(), escalates({ email: null })], optional).conversation.state).toBe('escalated')
    expect(scene([starts(), escalates({ email: ' ' })], optional).conversation.customer.email).toBeNull()
    expect(refusal(scene([starts()]).conversation, escalates({ email: 'dana' }), optional)).toEqual({
      code: 'email_invalid',
    })
  })

  test('LC22: what Dana leaves is kept, and a later empty field erases nothing', () => {
    const told = scene([starts(), escalates({ email: ` ${danasAddress} `, name: 'Dana Díaz' })]).conversation
    expect(told.customer).toEqual({ name: 'Dana Díaz', email: danasAddress })
    const again = [starts(), escalates({ name: 'Dana Díaz' }), withdraws(), escalates({ email: null, name: ' ' })]
    expect(scene(again, { emailRequired: false }).conversation.customer).toEqual(told.customer)
  })

  test('what is typed into the form is kept as text that every database can hold', () => {
    const { added } = scene([starts(), escalates({ note: 'nul\u0000 and half \ud83d', name: '\u0000' })])
    expect(added).toMatchObject([{ data: { note: 'nul and half \ufffd', name: null } }])
  })
})

describe('requesting contact', () => {
  const asked = [starts(), requestsContact()]

  test('LC18: mails the team and changes neither state nor turn', () => {
    const before = scene([starts()]).conversation
    const { conversation, added } = scene(asked, takeoverOff)
    expect(added).toMatchObject([{ type: 'conversation.contact_requested', data: { mailed: true } }])
    expect(conversation).toMatchObject({ state: 'bot', engagement: before.engagement, turn: before.turn })
    expect(refusal(conversation, claims(ben), takeoverOff)).toEqual({ code: 'not_escalated' })
  })

  test('LC19: is refused while human takeover is on', () => {
    expect(refusal(scene([starts()]).conversation, requestsContact())).toEqual({ code: 'human_takeover_on' })
  })

  test('LC21: again within a day changes nothing, with or without the address', () => {
    const { conversation } = scene(asked, takeoverOff)
    expect(changesNothing(conversation, requestsContact(), takeoverOff)).toBe(true)
    const optional = { ...takeoverOff, emailRequired: false }
    expect(changesNothing(conversation, requestsContact({ email: null }), optional)).toBe(true)
  })

  test('LC21: with another address within a day is logged and mails nobody', () => {
    const { conversation, added } = scene([...asked, requestsContact({ email: 'dana@work.example' })], takeoverOff)
    expect(added).toMatchObject([{ data: { email: 'dana@work.example', mailed: false } }])
    expect(conversation).toMatchObject({ customer: { email: 'dana@work.example' }, contactMailedAt: ten + minute })
  })

  test('LC21, MA19: mails again when a day is over, and not a millisecond before', () => {
    const { conversation } = scene(asked, takeoverOff)
    const dayLater = ten + minute + 24 * hour
    expect(answer(conversation, requestsContact(), takeoverOff, dayLater - 1)).toEqual({ ok: true, facts: [] })
    const { added } = play(conversation, requestsContact(), { policy: policy(takeoverOff), at: dayLater })
    expect(added).toMatchObject([{ data: { mailed: true } }])
  })
})

describe('waiting', () => {
  test('LC23: Robo holds its tongue as it was set when the wait began, whatever is set later', () => {
    const held = scene([starts(), escalates()], { holdsWhileWaiting: true }).conversation
    expect(held).toMatchObject({ botHolds: true, turn: null })
    const later = play(held, writes(dana), { policy: policy({ holdsWhileWaiting: false }), at: ten + hour })
    expect(later.conversation).toMatchObject({ botHolds: true, turn: null })
    const requeued = scene([...active, requeues(ben)], { holdsWhileWaiting: true }).conversation
    expect(requeued).toMatchObject({ state: 'escalated', botHolds: true })
  })

  test('LC24: Dana withdraws to the bot, and again without any change', () => {
    const { conversation, added } = scene([starts(), escalates(), withdraws()])
    expect(added).toMatchObject([{ type: 'conversation.withdrawn', actor: dana }])
    expect(conversation).toMatchObject({ state: 'bot', escalation: null })
    expect(changesNothing(conversation, withdraws())).toBe(true)
  })

  test('LC24: nobody withdraws from where they do not wait', () => {
    for (const acts of [active, resolved]) {
      expect(refusal(scene(acts).conversation, withdraws())).toEqual({ code: 'not_waiting' })
    }
  })

  test('LC25: a member dismisses, and the bot answers again', () => {
    const { conversation, added } = scene([starts(), escalates(), dismisses(chidi)])
    expect(added).toMatchObject([{ type: 'conversation.dismissed', actor: { id: chidi.id } }])
    expect(conversation).toMatchObject({ state: 'resolved', releasedBy: null })
  })

  test('LC25: a held conversation is not dismissed, nor one where nobody waits', () => {
    const held = scene(active).conversation
    expect(refusal(held, dismisses(ada))).toMatchObject({ code: 'already_claimed', claimedBy: asAgent(ben) })
    for (const acts of [[starts()], resolved, [starts(), escalates(), dismisses(chidi)]]) {
      expect(refusal(scene(acts).conversation, dismisses(chidi))).toEqual({ code: 'not_escalated' })
    }
  })

  test('LC26: what waits or is held when the switches go off is brought to its end, and nothing new begins', () => {
    const off = { policy: policy({ humanTakeover: false, powerUp: false }), at: ten + hour }
    const claimed = play(scene([starts(), escalates()]).conversation, claims(ben), off).conversation
    const answered = play(claimed, writes(ben), off).conversation
    const requeued = play(answered, requeues(ben), off).conversation
    const back = play(play(requeued, claims(chidi), off).conversation, handsBack(chidi), off).conversation
    expect([claimed.state, answered.state, requeued.state, back.state]).toEqual([
      ...['active', 'active', 'escalated', 'resolved'],
    ])
    expect(refusal(back, escalates(), { humanTakeover: false })).toEqual({ code: 'human_takeover_off' })
    expect(refusal(back, takesOver(ben), { humanTakeover: false })).toEqual({ code: 'takeover_not_allowed' })
  })

  test('a closed conversation takes nobody into the queue', () => {
    expect(refusal(scene([starts(), closes()]).conversation, escalates())).toEqual({ code: 'conversation_closed' })
  })
})
