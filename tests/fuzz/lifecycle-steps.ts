import type { EscalationReason, RequeueCause } from '@baton/core'

/** The switches of the bot that the rules look at. */
export type Switch = 'powerUp' | 'humanTakeover' | 'takeOverAllowed' | 'holdsWhileWaiting' | 'emailRequired'

/** Members by name; `ada by key` is Ada with an API key that is only a responder's, `ben by key` Ben's with a viewer's. */
export const memberNames = ['ada', 'ben', 'chidi', 'eve', 'vic', 'ada by key', 'ben by key'] as const
export type MemberName = (typeof memberNames)[number]

export type Left = 'an address' | 'another address' | 'no address' | 'a wrong address'

/** What may be tried on a conversation, in the words of the domain; what it refers to is found when its turn comes. */
export type Step =
  | { do: 'customer writes'; what: 'text' | 'nothing' }
  | { do: 'agent writes'; who: MemberName; what: 'text' | 'nothing' }
  /** `turn`: the one due now, or one noted so many turns ago with the engagement it began under. */
  | { do: 'bot replies'; turn: 'due' | 'noted' | 'made up'; back: number; read: 'all' | 'some' | 'too much' }
  | { do: 'escalate'; left: Left }
  | { do: 'request contact'; left: Left }
  | { do: 'withdraw' }
  | { do: 'claim'; who: MemberName }
  | { do: 'take over'; who: MemberName }
  | { do: 'transfer'; who: MemberName; to: 'ada' | 'ben' | 'chidi' }
  | { do: 'requeue'; who: MemberName }
  | { do: 'requeue for'; cause: Exclude<RequeueCause, 'returned'>; seen: 'now' | 'before'; wait: 'same' | 'other' }
  | { do: 'nudge'; seen: 'now' | 'before'; wait: 'same' | 'other' }
  | { do: 'hand back'; who: MemberName; botAnswers: boolean }
  | { do: 'dismiss'; who: MemberName }
  | { do: 'close' }
  | { do: 'turn'; the: Switch }
  | { do: 'wait'; hours: number }

/** Reads one number piece by piece: each `pick` uses up as much of it as it needs. */
type Pick = <Choice>(...choices: readonly [Choice, ...Choice[]]) => Choice

function picking(number: number): Pick {
  let rest = number
  return (...choices) => {
    const choice = choices[rest % choices.length] ?? choices[0]
    rest = Math.floor(rest / choices.length)
    return choice
  }
}

// Who acts is mostly somebody who may, so that a sequence gets somewhere.
const who = (pick: Pick) => pick<MemberName>('ben', 'chidi', 'ben', 'ada', 'chidi', 'ben', pick(...memberNames))
const left = (pick: Pick) => pick<Left>('an address', 'an address', 'another address', 'no address', 'a wrong address')
const what = (pick: Pick) => pick<'text' | 'nothing'>('text', 'text', 'text', 'text', 'text', 'text', 'text', 'nothing')

/** How often each step is tried is how often it stands here. */
const menu: readonly ((pick: Pick) => Step)[] = [
  ...times(4, (pick) => ({ do: 'customer writes', what: what(pick) })),
  ...times(2, (pick) => ({ do: 'agent writes', who: who(pick), what: what(pick) })),
  ...times(4, (pick) => ({
    do: 'bot replies',
    turn: pick('due', 'due', 'due', 'noted', 'noted', 'made up'),
    back: pick(0, 1, 2),
    read: pick('all', 'all', 'some', 'too much'),
  })),
  ...times(4, (pick) => ({ do: 'escalate', left: left(pick) })),
  (pick) => ({ do: 'request contact', left: left(pick) }),
  () => ({ do: 'withdraw' }),
  ...times(4, (pick) => ({ do: 'claim', who: who(pick) })),
  ...times(2, (pick) => ({ do: 'take over', who: who(pick) })),
  (pick) => ({ do: 'transfer', who: who(pick), to: pick('ben', 'chidi', 'ada') }),
  (pick) => ({ do: 'requeue', who: who(pick) }),
  (pick) => ({
    do: 'requeue for',
    cause: pick('agent_away', 'unanswered', 'member_removed'),
    seen: pick('now', 'now', 'before'),
    wait: pick('same', 'same', 'other'),
  }),
  (pick) => ({ do: 'nudge', seen: pick('now', 'now', 'before'), wait: pick('same', 'same', 'other') }),
  ...times(2, (pick) => ({ do: 'hand back', who: who(pick), botAnswers: pick(true, true, false) })),
  (pick) => ({ do: 'dismiss', who: who(pick) }),
  (pick) => pick<Step>({ do: 'wait', hours: pick(1, 13, 25) }, { do: 'wait', hours: 1 }, { do: 'close' }),
  (pick) => ({
    do: 'turn',
    the: pick('holdsWhileWaiting', 'humanTakeover', 'holdsWhileWaiting', 'powerUp', 'takeOverAllowed', 'emailRequired'),
  }),
]

/** The step that a number stands for: every number is one, so that a run can be made smaller until it explains itself. */
export function stepOf(number: number): Step {
  const make = menu[number % menu.length] ?? menu[0]
  if (make === undefined) throw new Error('an empty menu')
  return make(picking(Math.floor(number / menu.length)))
}

function times(many: number, make: (pick: Pick) => Step): ((pick: Pick) => Step)[] {
  return Array.from({ length: many }, () => make)
}

/** Why the bot offers a human, in turn. */
export const offered: readonly EscalationReason[] = ['knowledge_gap', 'frustrated', 'keyword']
