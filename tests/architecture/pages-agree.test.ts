import * as core from '@baton/core'
import * as protocol from '@baton/protocol'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
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
  policy,
  requestsContact,
  requeues,
  starts,
  transfers,
  withdraws,
  writes,
} from '../support/cast.ts'
import { scene } from '../support/scene.ts'
import { tableOn } from './page-tables.ts'
import { read } from './source-files.ts'

const waiting = [starts(), escalates()]
const active = [...waiting, claims(ben), writes(dana)]
const nudges: Act = ({ engagement, unansweredSince }) => {
  return { type: 'nudge', by: core.system, engagement, unansweredSince: unansweredSince ?? 0 }
}

// Each of these does not compile while a type, refusal or state is missing from it.
const happenings: Record<core.EventType, readonly Act[]> = {
  'conversation.started': [starts(null)],
  'message.sent': [starts()],
  'conversation.escalated': waiting,
  'conversation.contact_requested': [starts(), requestsContact()],
  'conversation.lead_collected': [starts(), leavesLead()],
  'conversation.form_answered': [starts(), answersForm()],
  'conversation.withdrawn': [...waiting, withdraws()],
  'conversation.claimed': [...waiting, claims(ben)],
  'conversation.transferred': [...active, transfers(ben, chidi)],
  'conversation.requeued': [...active, requeues(ben)],
  'conversation.released': [...active, handsBack(ben)],
  'conversation.dismissed': [...waiting, dismisses(ben)],
  'conversation.nudged': [...active, nudges],
  'conversation.closed': [starts(), closes()],
}
const refusals: Record<core.RefusalCode, true> = {
  ...{ not_found: true, forbidden: true, already_claimed: true, not_escalated: true, not_holder: true },
  ...{ not_active: true, not_waiting: true, takeover_not_allowed: true, cannot_hold: true, power_up_missing: true },
  ...{
    human_takeover_off: true,
    human_takeover_on: true,
    email_invalid: true,
    lead_incomplete: true,
    form_incomplete: true,
    field_invalid: true,
    conversation_closed: true,
  },
  ...{ stale_engagement: true, stale_turn: true, waits_already: true, client_id_reused: true, busy: true },
  ...{ message_empty: true, message_too_long: true, message_not_text: true },
}
const states: Record<core.State, true> = { bot: true, escalated: true, active: true, resolved: true, closed: true }
const types = Object.keys(happenings) as core.EventType[]

/** What the team is mailed because of an event of this type. */
function mailOf(type: core.EventType): string {
  const different = type === 'conversation.contact_requested' ? { humanTakeover: false } : {}
  const { conversation, added } = scene(happenings[type], different)
  const event = added.find((one) => one.type === type)
  if (event === undefined) throw new Error(`no ${type} came of it`)
  const [mail] = core.followUps(event, conversation, policy(different)).filter(({ kind }) => kind === 'team_mail')
  return mail?.kind === 'team_mail' ? mail.about : '–'
}

describe('docs/events.md', () => {
  const rows = tableOn('docs/events.md', 'type', 'data', 'customer', 'webhook', 'mail')

  test('lists every type of event, and no other', () => {
    expect(rows.map((row) => row.type)).toEqual(types)
  })

  test.each(rows)('says of $type what data it has', ({ type, data }) => {
    const option = protocol.MemberEvent.options.find((one) => one.shape.type.value === type)
    const fields = Object.entries(option?.shape.data.shape ?? {}) as [string, z.ZodType][]
    const written = fields.map(([name, field]) => (field instanceof z.ZodOptional ? `${name}?` : name))
    expect(data === '–' ? [] : data?.split(' ').sort()).toEqual(written.sort())
  })

  test.each(rows)('says of $type who hears it', ({ type, customer, webhook, mail }) => {
    const audience = core.audienceOf(type as core.EventType)
    expect({ customer, webhook: webhook === 'yes' }).toEqual(audience)
    expect(mail).toBe(mailOf(type as core.EventType))
  })

  test('explains every field of data, and names every reason and cause', () => {
    const explained = read('docs/events.md').split('## Fields of `data`')[1] ?? ''
    const fields = rows.flatMap(({ data = '' }) => (data === '–' ? [] : data.replaceAll('?', '').split(' ')))
    const causes: Record<core.RequeueCause | core.CloseCause, true> = {
      ...{ returned: true, agent_away: true, unanswered: true, member_removed: true },
      ...{ bot_deleted: true, customer_erased: true, retention: true },
    }
    const words = [...fields, ...core.escalationReasons, ...Object.keys(causes)]
    expect(words.filter((word) => !explained.includes(`\`${word}\``))).toEqual([])
  })
})

describe('docs/permissions.md', () => {
  const rows = tableOn('docs/permissions.md', 'right', 'allows', ...core.roles)

  test('lists every right, and no other', () => {
    expect(rows.map((row) => row.right)).toEqual([...core.rights])
  })

  test.each(rows)('says of $right what the code says', (row) => {
    const written = core.roles.map((role) => row[role])
    const allowed = core.roles.map((role) => (core.may([role], row.right as core.Right) ? 'yes' : '–'))
    expect(written).toEqual(allowed)
  })
})

describe('docs/lifecycle.md', () => {
  test('lists every refusal, and no other', () => {
    const codes = tableOn('docs/lifecycle.md', 'code', 'means', 'what the caller should do').map((row) => row.code)
    expect(codes.sort()).toEqual(Object.keys(refusals).sort())
  })

  test('lists every state', () => {
    expect(tableOn('docs/lifecycle.md', 'state', 'who speaks for the team').map((row) => row.state)).toEqual(
      Object.keys(states),
    )
  })
})

describe('core and protocol, which do not know each other, say the same of', () => {
  test('events', () => {
    expect(protocol.MemberEvent.options.map((one) => one.shape.type.value).sort()).toEqual([...types].sort())
  })

  test('webhooks', () => {
    const heard = types.filter((type) => core.audienceOf(type).webhook)
    expect([...protocol.webhookTypes].sort()).toEqual(heard.sort())
  })

  test('what a customer must not see', () => {
    const seen = protocol.CustomerEvent.options.map((one) => one.shape.type.value)
    const full = types.filter((type) => core.audienceOf(type).customer === 'full')
    expect(seen.sort()).toEqual([...full, 'withheld'].sort())
  })

  test('states, roles, reasons and the longest message', () => {
    expect(protocol.conversationStates).toEqual(Object.keys(states))
    expect(protocol.roles).toEqual(core.roles)
    expect(protocol.escalationReasons).toEqual(core.escalationReasons)
    expect(protocol.MAX_MESSAGE_LENGTH).toBe(core.MAX_MESSAGE_LENGTH)
  })
})
