import type { LeadForm } from '@baton/protocol'
import { expect, test } from 'vitest'
import type { OpenAccess } from '../keep/kept-access.ts'
import { danasConversation, danaWrites, robo, roboWrites } from './cast.ts'
import { emptyChat } from './chat-state.ts'
import { down, fakeChannel, ok, refusal } from './fake-channel.ts'
import { shownLead } from './lead.ts'
import { LeadDesk } from './lead-desk.ts'
import { holdState } from './state-holder.ts'
import { openTranscript } from './transcript-growth.ts'

const form: LeadForm = { email: 'required', name: 'optional', note: 'off' }
const offer = { powerUp: 'collect_a_lead', reason: 'interested' } as const
const log = [danaWrites(1, 'Can somebody write to me?'), roboWrites(2, 'Of course.', { offer })]
const access: OpenAccess = { startKey: 'key', conversationId: 'con_dana', token: 'token' }

function desk(answers: Parameters<typeof fakeChannel>[0]) {
  const channel = fakeChannel(answers)
  const transcript = openTranscript(danasConversation({ lastSeq: 2 }), log)
  const holder = holdState({ ...emptyChat({ ...robo, lead: form }, []), stage: 'open', transcript })
  const lead = new LeadDesk({
    api: channel.api,
    holder,
    following: { adopt: () => {}, wake: () => {} },
    reachConversation: async () => ok(access),
    ended: () => {},
  })
  const shown = () => shownLead(holder.get().lead, holder.get().bot, holder.get().transcript) !== null
  return { lead, shown, state: () => holder.get().lead, calls: channel.calls }
}

test('the form stands under the offer until it is declined', () => {
  const { lead, shown } = desk({})
  expect(shown()).toBe(true)
  lead.decline()
  expect(shown()).toBe(false)
})

test('what is needed and empty is said at once, and nothing is sent', async () => {
  const { lead, state, calls } = desk({})
  await lead.submit()
  expect(state().problem).toEqual({ field: 'email', code: 'email_missing' })
  expect(calls).toEqual([])
})

test('only what was asked for and filled in is sent, and the form goes', async () => {
  const { lead, shown, calls } = desk({ lead: [ok(danasConversation({ lastSeq: 3 }))] })
  lead.type('email', ' dana@example.com ')
  lead.type('note', 'Not asked for')
  await lead.submit()
  expect(calls).toEqual([['lead', access, { email: 'dana@example.com' }]])
  expect(shown()).toBe(false)
})

test('a refusal stands beside its field, and what was typed stays', async () => {
  const { lead, state, shown } = desk({ lead: [refusal(422, 'email_invalid'), down] })
  lead.type('email', 'nobody')
  await lead.submit()
  expect(state()).toMatchObject({ email: 'nobody', problem: { field: 'email', code: 'email_invalid' }, busy: false })
  await lead.submit()
  expect(state().problem).toEqual({ field: null, code: 'unreachable' })
  expect(shown()).toBe(true)
})
