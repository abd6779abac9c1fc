import type { Form } from '@baton/protocol'
import { expect, test } from 'vitest'
import type { OpenAccess } from '../keep/kept-access.ts'
import { danasConversation, danaWrites, robo, roboWrites } from './cast.ts'
import { emptyChat } from './chat-state.ts'
import { down, fakeChannel, ok, refusal } from './fake-channel.ts'
import { shownForm } from './form.ts'
import { FormDesk } from './form-desk.ts'
import { holdState } from './state-holder.ts'
import { openTranscript } from './transcript-growth.ts'

const text = { longest: 200, options: [] }
const form: Form = {
  powerUp: 'book_a_call',
  ...{ title: 'Book a call', why: 'We ring you.', submit: 'Book' },
  fields: [
    { name: 'email', kind: 'email', label: 'E-mail address', required: true, ...text },
    { name: 'topic', kind: 'text', label: 'What about', required: true, ...text },
  ],
}
const offer = { powerUp: 'book_a_call', reason: 'wants_a_call' }
const log = [danaWrites(1, 'Can somebody ring me?'), roboWrites(2, 'Of course.', { offer })]
const access: OpenAccess = { startKey: 'key', conversationId: 'con_dana', token: 'token' }

async function desk(answers: Parameters<typeof fakeChannel>[0]) {
  const channel = fakeChannel({ form: [ok(form)], ...answers })
  const transcript = openTranscript(danasConversation({ lastSeq: 2 }), log)
  const holder = holdState({ ...emptyChat(robo, []), stage: 'open', transcript })
  const desk = new FormDesk({
    api: channel.api,
    holder,
    following: { adopt: () => {}, wake: () => {} },
    reachConversation: async () => ok(access),
    ended: () => {},
  })
  desk.look()
  desk.look()
  await Promise.resolve()
  const shown = () => shownForm(holder.get().form, holder.get().transcript) !== null
  const sent = () => channel.calls.filter(([name]) => name === 'answerForm')
  return { desk, shown, state: () => holder.get().form, calls: channel.calls, sent }
}

test('the form is fetched once for its offer, and stands under it until it is declined', async () => {
  const { desk: form, shown, calls } = await desk({})
  await expect.poll(shown).toBe(true)
  expect(calls).toEqual([['form', robo.id, 'book_a_call', 'en']])
  form.decline()
  expect(shown()).toBe(false)
})

test('a bot that has lost the power-up since shows no form', async () => {
  const { shown, state } = await desk({ form: [refusal(404, 'not_found')] })
  await expect.poll(() => state().offer).toBe(2)
  expect(shown()).toBe(false)
})

test('what is needed and empty is said at once, and nothing is sent', async () => {
  const { desk: form, shown, state, sent } = await desk({})
  await expect.poll(shown).toBe(true)
  await form.submit()
  expect(state().problem).toEqual({ field: 'email', code: 'email_missing' })
  form.type('email', 'dana@example.com')
  await form.submit()
  expect(state().problem).toEqual({ field: 'topic', code: 'field_missing' })
  expect(sent()).toEqual([])
})

test('a refusal stands beside its field, what was typed stays, and a second try is the same answer', async () => {
  const answerForm = [refusal(422, 'email_invalid'), down, ok(danasConversation({ lastSeq: 3 }))]
  const { desk: form, shown, state, sent } = await desk({ answerForm })
  await expect.poll(shown).toBe(true)
  form.type('email', ' nobody ')
  form.type('topic', 'Lamps')
  await form.submit()
  expect(state()).toMatchObject({ values: { topic: 'Lamps' }, problem: { field: 'email', code: 'email_invalid' } })
  await form.submit()
  expect(state().problem).toEqual({ field: null, code: 'unreachable' })
  await form.submit()
  expect(shown()).toBe(false)
  const bodies = sent().map(([, , powerUp, body]) => ({ powerUp, ...(body as { clientId: string; fields: object }) }))
  expect(bodies[0]).toMatchObject({ powerUp: 'book_a_call', fields: { email: 'nobody', topic: 'Lamps' } })
  expect(new Set(bodies.map(({ clientId }) => clientId)).size).toBe(1)
})
