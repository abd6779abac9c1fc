import { describe, expect, test } from 'vitest'
import {
  type Act,
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
  replies,
  requestsContact,
  requeues,
  starts,
  takesOver,
  ten,
  transfers,
  withdraws,
  writes,
} from '../../../tests/support/cast.ts'
import { play, scene } from '../../../tests/support/scene.ts'
import { system } from './actor.ts'
import type { Policy } from './conversation.ts'
import { type FollowUp, followUps } from './follow-ups.ts'

const active = [starts(), escalates(), claims(ben)]
const nudge: Act = ({ engagement, unansweredSince }) => {
  return { type: 'nudge', by: system, engagement, unansweredSince: unansweredSince ?? 0 }
}

/** What follows from the last act, in the order in which it is planned. */
function planned(acts: readonly Act[], different: Partial<Policy> = {}): FollowUp[] {
  const { conversation, added } = scene(acts, different)
  const settled = added.length === 1 ? added : added.slice(-1)
  return settled.flatMap((event) => followUps(event, conversation, policy(different)))
}

const kinds = (acts: readonly Act[], different: Partial<Policy> = {}) =>
  planned(acts, different).map((followUp) =>
    followUp.kind === 'team_mail' ? `mail: ${followUp.about}` : followUp.kind,
  )

describe('what follows', () => {
  test('a bot turn from the first unanswered message, in the name of its event and engagement', () => {
    const { conversation } = scene([starts()])
    const turn = { kind: 'bot_turn', turnId: conversation.turn?.id, engagement: 1 }
    expect(planned([starts()])).toEqual([turn])
    expect(planned([starts(), writes(dana)])).toEqual([])
  })

  test('a bot turn from a reply that left something unanswered, and from a hand-back', () => {
    expect(kinds([starts(), writes(dana), replies({ answers: 2 })])).toEqual(['bot_turn'])
    expect(kinds([starts(), replies()])).toEqual([])
    const { conversation } = scene([...active, writes(dana), handsBack(ben)])
    expect(planned([...active, writes(dana), handsBack(ben)])[0]).toEqual({
      ...{ kind: 'bot_turn', turnId: conversation.turn?.id, engagement: conversation.engagement },
    })
    expect(kinds([...active, writes(dana), handsBack(ben, false)])).toEqual(['webhook'])
  })

  test('webhook and mail from an escalation, both once', () => {
    expect(planned([starts(null), escalates()])).toEqual([
      { kind: 'webhook', type: 'conversation.escalated' },
      { kind: 'team_mail', about: 'escalated' },
      { kind: 'reminder_mail', round: 1, due: ten + minute + 15 * minute },
      { kind: 'reminder_mail', round: 2, due: ten + minute + 60 * minute },
    ])
  })

  test.each<[string, Act[], string[]]>([
    ['a start', [starts(null)], ['webhook']],
    ['a withdrawal', [starts(null), escalates(), withdraws()], ['webhook']],
    ['a claim', [starts(null), escalates(), claims(ben)], ['webhook']],
    ['a transfer', [starts(null), escalates(), claims(ben), transfers(ben, chidi)], ['webhook']],
    [
      'a requeue',
      [starts(null), escalates(), claims(ben), requeues(ben)],
      ['webhook', 'mail: requeued', 'reminder_mail', 'reminder_mail'],
    ],
    ['a hand-back', [starts(null), escalates(), claims(ben), handsBack(ben)], ['webhook']],
    ['a dismissal', [starts(null), escalates(), dismisses(ben)], ['webhook']],
    ['a close', [starts(null), closes()], ['webhook']],
    ["a customer's message to an agent", [...active, writes(ben), writes(dana)], ['unanswered_timer']],
  ])('%s plans what it calls for and no more', (_, acts, expected) => {
    expect(kinds(acts)).toEqual(expected)
  })

  test('a webhook from a message where some webhook wants messages', () => {
    expect(kinds([...active, writes(ben)], { tellsMessages: true })).toContain('webhook')
    expect(kinds([...active, writes(ben)])).not.toContain('webhook')
  })

  test('a webhook and a mail from a request for contact, but not from one that is only logged', () => {
    const off = { humanTakeover: false }
    const asked = [starts(null), requestsContact()]
    expect(kinds(asked, off)).toEqual(['webhook', 'mail: contact_requested'])
    expect(kinds([...asked, requestsContact({ email: 'dana@work.example' })], off)).toEqual([])
  })
})

describe('a mail to the customer', () => {
  test('LC53: follows from each message of an agent, named by its seq', () => {
    const { conversation } = scene([...active, writes(ben)])
    expect(planned([...active, writes(ben)])).toEqual([{ kind: 'customer_mail', seq: conversation.lastSeq }])
    expect(kinds([...active, writes(ben), writes(ben)])).toEqual(['customer_mail'])
  })

  test('LC53: follows where the address was left earlier, and Ben took over without being asked', () => {
    const later = [...active, handsBack(ben), takesOver(chidi)]
    expect(kinds([...later, writes(chidi)])).toEqual(['customer_mail'])
  })

  test('LC53: does not follow without an address', () => {
    const noAddress = [starts(), escalates({ email: null }), claims(ben)]
    expect(kinds([...noAddress, writes(ben)], { emailRequired: false })).toEqual([])
    expect(kinds([starts(), takesOver(ben), writes(ben)])).toEqual([])
  })

  test('LC53: follows from nothing that the bot or the customer says', () => {
    const asked = [starts(), escalates()]
    expect(kinds([...asked, replies()])).toEqual([])
    expect(kinds([...asked, replies(), writes(dana)])).toEqual(['bot_turn'])
  })
})

describe('the clock of a wait', () => {
  const after = 15 * minute
  const timers = (acts: readonly Act[]) => planned(acts).filter((followUp) => followUp.kind === 'unanswered_timer')
  const answered = [...active, writes(ben)]
  const at = (index: number) => ten + index * minute

  test('LC36: runs from the first unanswered message, not from the next', () => {
    const { engagement } = scene(answered).conversation
    const wait = { kind: 'unanswered_timer', step: 'nudge', engagement, unansweredSince: at(4), due: at(4) + after }
    expect(timers([...answered, writes(dana)])).toEqual([wait])
    expect(timers([...answered, writes(dana), writes(dana)])).toEqual([])
    expect(timers([...answered, writes(dana), writes(ben)])).toEqual([])
  })

  test('LC36: runs from the claim or transfer where the message was there already', () => {
    const claimed = scene(active).conversation
    expect(timers(active)).toEqual([
      {
        ...{ kind: 'unanswered_timer', step: 'nudge', engagement: claimed.engagement },
        ...{ unansweredSince: at(0), due: at(2) + after },
      },
    ])
    const transferred = scene([...active, transfers(ben, chidi)]).conversation
    expect(timers([...active, transfers(ben, chidi)])).toMatchObject([
      { engagement: transferred.engagement, due: at(3) + after },
    ])
    expect(timers([...answered, transfers(ben, chidi)])).toEqual([])
  })

  test('LC35: is followed by as long again until the requeue', () => {
    const acts = [...answered, writes(dana), nudge]
    expect(timers(acts)).toMatchObject([{ step: 'requeue', unansweredSince: at(4), due: at(5) + after }])
    expect(kinds(acts)).toEqual(['mail: nudged', 'unanswered_timer'])
  })

  test('LC36: follows the setting of the bot', () => {
    const { conversation, added } = scene([...answered, writes(dana)])
    const [message] = added
    if (message === undefined) throw new Error('nothing was added')
    const followed = followUps(message, conversation, policy({ unansweredAfter: minute }))
    expect(followed).toMatchObject([{ due: at(4) + minute }])
  })

  test('LC36: does not run while nobody holds', () => {
    expect(timers([starts(), escalates(), writes(dana)])).toEqual([])
    expect(timers([starts(), writes(dana)])).toEqual([])
    const { added, conversation } = play(scene([starts()]).conversation, escalates(), { policy: policy(), at: at(1) })
    expect(added.flatMap((event) => followUps(event, conversation, policy())).map(({ kind }) => kind)).toEqual([
      ...['webhook', 'team_mail', 'reminder_mail', 'reminder_mail'],
    ])
  })
})
