import type { Abilities } from '@baton/protocol'
import { describe, expect, test } from 'vitest'
import type { Principal } from '../../apps/server/src/accounts/principal.ts'
import { conversationForMember } from '../../apps/server/src/present/for-member.ts'
import {
  type Act,
  ada,
  beginning,
  ben,
  chidi,
  claims,
  closes,
  dismisses,
  escalates,
  eve,
  handsBack,
  type Member,
  member,
  policy,
  requeues,
  starts,
  takesOver,
  ten,
  transfers,
  vic,
  writes,
} from '../support/cast.ts'
import { answer, scene } from '../support/scene.ts'

// What a page offers a member is what the lifecycle would accept from them now: no button that is refused, none missing.

const active = [starts(), escalates(), claims(ben)]
const states: Record<string, readonly Act[]> = {
  bot: [starts()],
  escalated: [starts(), escalates()],
  active,
  resolved: [...active, handsBack(ben)],
  closed: [...active, closes()],
}
const dele = member('Dele', 'responder')
const members: Record<string, Member> = {
  ...{ ada, ben, chidi, eve, vic },
  alex: member('Alex', 'admin'),
  "ada with a responder's key": member('Ada', 'owner', 'responder'),
  "ben with a viewer's key": member('Ben', 'responder', 'viewer'),
}
const acts: Record<keyof Abilities, (by: Member) => Act> = {
  claim: claims,
  takeOver: takesOver,
  reply: (by) => writes(by),
  handBack: handsBack,
  transfer: (by) => transfers(by, dele),
  requeue: requeues,
  dismiss: dismisses,
}
const settings = { 'taking over allowed': {}, 'taking over not allowed': { takeOverAllowed: false } }

function principalOf({ id, name, roles }: Member): Principal {
  const known = { memberId: id, userId: id, name, email: `${name.toLowerCase()}@example.com`, roles }
  const team = { teamId: beginning.teamId, teamName: 'Parcels' }
  return { ...known, ...team, role: roles[0] ?? 'viewer', via: { kind: 'session', sessionId: 'session' } }
}

const cases = Object.keys(members).flatMap((name) => Object.keys(states).map((state) => ({ name, state })))

describe.each(Object.entries(settings))('with %s', (_, different) => {
  test.each(cases)('$name is offered in $state what the lifecycle accepts', ({ name, state }) => {
    const by = members[name] ?? vic
    const { conversation } = scene(states[state] ?? [])
    const summary = {
      conversation,
      policy: policy(different),
      lastMessage: null,
      visit: { page: null, language: null, userAgent: null },
      lastActivityAt: ten,
      readSeq: 0,
    }
    const { can } = conversationForMember(summary, principalOf(by), () => null)
    const accepted = Object.entries(acts).map(([ability, act]) => {
      const decision = answer(conversation, act(by), different)
      return [ability, decision.ok && decision.facts.length > 0]
    })
    // Who takes over a waiting conversation claims it, and is offered that.
    const offered = { ...can, ...(state === 'escalated' ? { takeOver: can.claim } : {}) }
    expect(offered).toEqual(Object.fromEntries(accepted))
  })
})
