import { describe, expect, test } from 'vitest'
import {
  type Act,
  answersForm,
  ben,
  chidi,
  claims,
  closes,
  dana,
  dismisses,
  escalates,
  handsBack,
  leavesLead,
  member,
  replies,
  requestsContact,
  requeues,
  starts,
  takesOver,
  transfers,
  withdraws,
  writes,
} from '../support/cast.ts'
import { answer, scene } from '../support/scene.ts'
import { tableOn } from './page-tables.ts'

// Every cell of the table in docs/lifecycle.md is asked of the rules themselves.

const waiting = [starts(), escalates()]
const active = [...waiting, claims(ben), writes(dana)]
const states: Record<string, Act[]> = {
  bot: [starts()],
  escalated: waiting,
  active,
  resolved: [...active, handsBack(ben)],
  closed: [...active, closes()],
}
const members = { holder: ben, another: chidi }
const dele = member('Dele', 'responder')
const system = { kind: 'system' } as const

/** The command of a row; where two may ask, by either. */
function actOf(command: string, by: string): Act | undefined {
  const who = by === 'holder' || by === 'another' ? members[by] : chidi
  const acts: Record<string, Act> = {
    send_message: writes(by === 'customer' ? dana : who),
    reply: replies(),
    escalate: escalates(),
    request_contact: requestsContact(),
    leave_lead: leavesLead(),
    answer_form: answersForm(),
    withdraw: withdraws(),
    claim: claims(who),
    take_over: takesOver(who),
    transfer: transfers(who, dele),
    requeue: requeues(who),
    requeue_for: ({ engagement }) => ({ type: 'requeue_for', by: system, cause: 'agent_away', engagement }),
    nudge: ({ engagement, unansweredSince }) => {
      return { type: 'nudge', by: system, engagement, unansweredSince: unansweredSince ?? 0 }
    },
    hand_back: handsBack(who),
    dismiss: dismisses(who),
    close: closes(),
  }
  return acts[command.split(' ')[0] ?? '']
}

const rows = tableOn('docs/lifecycle.md', 'command', 'asked by', ...Object.keys(states))
const cells = rows.flatMap((row) =>
  Object.keys(states).map((state) => ({
    command: row.command ?? '',
    by: row['asked by'] ?? '',
    state,
    cell: row[state],
  })),
)

describe('the table of commands and states', () => {
  test('has a row for every command', () => {
    const commands = new Set(rows.map((row) => row.command?.split(' ')[0]))
    // `start` alone has no state to come from.
    expect(commands.size).toBe(16)
    expect(rows.filter((row) => actOf(row.command ?? '', row['asked by'] ?? '') === undefined)).toEqual([])
  })

  test.each(cells)('$command by $by while $state: $cell', ({ command, by, state, cell }) => {
    const act = actOf(command, by)
    const acts = states[state]
    if (act === undefined || acts === undefined) throw new Error('not a row of the table')
    const different = command.includes('human takeover off') ? { humanTakeover: false } : {}
    const decision = answer(scene(acts).conversation, act, different)
    expect(decision.ok ? (decision.facts[0]?.type ?? '–') : decision.refusal.code).toBe(cell)
  })
})
