import type { MemberEvent } from '@baton/protocol'
import { expect, test } from 'vitest'
import { ProblemError, readProblem, unreachable } from '../api/problem.ts'
import { ben, message } from './testing/sample.ts'
import { makeWritingDesk } from './writing-desk.ts'

/** A storage, a server and a clock in the test's hand. */
function room(kept = new Map<string, unknown>(), tab = 'k') {
  const asked: { clientId: string; text: string }[] = []
  const answers: { give: (event: MemberEvent) => void; refuse: (error: unknown) => void }[] = []
  const turns: (() => void)[] = []
  const sent: MemberEvent[] = []
  let ids = 0
  const desk = makeWritingDesk('ben', {
    send: (_, one) => {
      asked.push(one)
      return new Promise((give, refuse) => answers.push({ give, refuse }))
    },
    sent: (event) => void sent.push(event),
    refused: () => {},
    keep: {
      read: (key) => structuredClone(kept.get(key)),
      write: (key, value) => void (value === undefined ? kept.delete(key) : kept.set(key, structuredClone(value))),
      keys: (prefix) => [...kept.keys()].filter((key) => key.startsWith(prefix)),
    },
    later: (run) => void turns.push(run),
    newId: () => `${tab}${++ids}`,
    now: () => '2026-11-22T10:00:00.000Z',
  })
  const answer = async (index: number, how: MemberEvent | Error) => {
    const one = answers[index]
    if (how instanceof Error) one?.refuse(how)
    else one?.give(how)
    await new Promise((done) => setTimeout(done, 0))
  }
  return { desk, asked, answer, turns, sent, kept }
}

const problem = (status: number, code: string) => new ProblemError(readProblem(status, { code, detail: code }))

test('a message is shown at once, goes to the server, and leaves the outbox when it is in the log', async () => {
  const { desk, asked, answer, sent } = room()
  desk.write('c1', ' Hello Dana \n')
  desk.send('c1')
  expect(desk.get('c1')).toMatchObject({
    draft: '',
    outbox: [{ clientId: 'k1', text: 'Hello Dana', status: 'sending' }],
  })
  await answer(0, message(2, ben, 'Hello Dana'))
  expect(asked).toHaveLength(1)
  expect(sent.map((event) => event.seq)).toEqual([2])
  expect(desk.get('c1').outbox).toEqual([])
})

test('nothing is sent when there is nothing to say', () => {
  const { desk, asked } = room()
  desk.write('c1', '  \n ')
  desk.send('c1')
  expect(asked).toEqual([])
})

test('a lost answer is asked for again under the same id', async () => {
  const { desk, asked, answer, turns } = room()
  desk.write('c1', 'Hello')
  desk.send('c1')
  await answer(0, unreachable())
  expect(desk.get('c1').outbox[0]).toMatchObject({ status: 'queued' })
  turns[0]?.()
  expect(asked.map((one) => one.clientId)).toEqual(['k1', 'k1'])
})

test('two messages keep their order although the first had to be sent twice', async () => {
  const { desk, asked, answer, turns } = room()
  for (const text of ['one', 'two']) {
    desk.write('c1', text)
    desk.send('c1')
  }
  await answer(0, unreachable())
  turns[0]?.()
  await answer(1, message(2, ben, 'one'))
  expect(asked.map((one) => one.text)).toEqual(['one', 'one', 'two'])
})

test('when another may speak by now, every unsent text is back in the composer', async () => {
  const { desk, answer } = room()
  for (const text of ['one', 'two']) {
    desk.write('c1', text)
    desk.send('c1')
  }
  desk.write('c1', 'three')
  await answer(0, problem(409, 'not_holder'))
  expect(desk.get('c1')).toEqual({ draft: 'one\n\ntwo\n\nthree', outbox: [], takenBack: true, suggestion: '' })
  desk.closeNotice('c1')
  expect(desk.get('c1').takenBack).toBe(false)
})

test('what the server refuses can be sent again, or taken back to be changed', async () => {
  const { desk, asked, answer } = room()
  desk.write('c1', 'Hello')
  desk.send('c1')
  await answer(0, problem(422, 'text_too_long'))
  expect(desk.get('c1').outbox[0]).toMatchObject({ status: 'failed', problem: 'text_too_long' })
  desk.resend('c1', 'k1')
  expect(asked.map((one) => one.clientId)).toEqual(['k1', 'k1'])
  await answer(1, problem(422, 'text_too_long'))
  desk.write('c1', 'More')
  desk.takeBack('c1', 'k1')
  expect(desk.get('c1')).toMatchObject({ outbox: [], draft: 'Hello\n\nMore' })
})

test('drafts and unsent messages survive a reload, and are sent without opening their conversation', async () => {
  const before = room()
  before.desk.write('c1', 'half a sen')
  before.desk.write('c2', 'Hello')
  before.desk.send('c2')
  const after = room(before.kept)
  expect(after.desk.get('c1').draft).toBe('half a sen')
  after.desk.resume()
  expect(after.asked).toEqual([{ clientId: 'k1', text: 'Hello' }])
  await after.answer(0, message(2, ben, 'Hello'))
  expect(after.kept.has('baton.outbox.ben.c2')).toBe(false)
})

test('what the bot was about to say is offered across a reload, and goes before what was written', () => {
  const before = room()
  before.desk.suggest('c1', ' Robo was here ')
  const { desk } = room(before.kept)
  expect(desk.get('c1').suggestion).toBe('Robo was here')
  desk.write('c1', 'Hello')
  desk.takeSuggestion('c1')
  expect(desk.get('c1')).toMatchObject({ suggestion: '', draft: 'Robo was here\n\nHello' })
})

test('what another tab has still to send stays kept when this one sends something', async () => {
  const kept = new Map<string, unknown>()
  const [one, other] = [room(kept), room(kept, 'other')]
  other.desk.get('c1')
  one.desk.write('c1', 'from the first tab')
  one.desk.send('c1')
  await one.answer(0, problem(422, 'text_too_long'))
  other.desk.write('c1', 'from the second')
  other.desk.send('c1')
  await other.answer(0, message(2, ben, 'from the second'))
  expect(room(kept).desk.get('c1').outbox).toMatchObject([{ text: 'from the first tab', status: 'failed' }])
})

test('a draft is the same in every tab, and gone from all of them once it was sent', () => {
  const kept = new Map<string, unknown>()
  const [one, other] = [room(kept), room(kept, 'other')]
  other.desk.get('c1')
  one.desk.write('c1', 'Hello')
  other.desk.keptElsewhere('baton.draft.ben.c1')
  expect(other.desk.get('c1').draft).toBe('Hello')
  one.desk.send('c1')
  other.desk.keptElsewhere('baton.draft.ben.c1')
  expect(other.desk.get('c1').draft).toBe('')
})

test('what has arrived although its answers were lost holds nothing up', async () => {
  const { desk, asked, answer } = room()
  for (const text of ['one', 'two']) {
    desk.write('c1', text)
    desk.send('c1')
  }
  desk.arrivedOtherwise('c1', 'k1')
  expect(desk.get('c1').outbox).toHaveLength(2)
  await answer(0, problem(500, 'internal'))
  desk.arrivedOtherwise('c1', 'k1')
  expect(asked.map(({ text }) => text)).toEqual(['one', 'two'])
})
