import type { CustomerEvent } from '@baton/protocol'
import { describe, expect, test } from 'vitest'
import {
  chidi,
  chidiWrites,
  danasConversation,
  danaWrites,
  happened,
  robo,
  roboWrites,
  timeOf,
  withheld,
} from './cast.ts'
import { markSent } from './outbox.ts'
import { type Row, threadRows, withRuns } from './thread.ts'
import { extend, openTranscript } from './transcript-growth.ts'
import { addMessage, type Outbox } from './written.ts'

const started = happened(1, 'conversation.started', {})
const log = [
  started,
  danaWrites(2, 'Where is my parcel?'),
  danaWrites(3, 'It is late'),
  withheld(4),
  roboWrites(5, 'Let me see', { answers: 3 }),
  happened(6, 'conversation.claimed', { agent: { ...chidi, avatarUrl: '/avatars/chidi' }, how: 'claimed' }),
  chidiWrites(7, 'Hello Dana'),
  happened(8, 'conversation.released', { agent: chidi, botAnswers: true }),
]
const read = (events: CustomerEvent[]) => events.reduce(extend, openTranscript(danasConversation(), []))
const draw = (events: CustomerEvent[], outbox: Outbox = [], draft: string | null = null): Row[] =>
  withRuns(
    threadRows({
      bot: robo,
      transcript: read(events),
      outbox,
      draft: draft === null ? null : { clientId: 'robo-9', engagement: 0, text: draft },
    }),
  )
const words = (rows: Row[]) =>
  rows.map((row) => (row.kind === 'message' || row.kind === 'line' ? row.text : row.kind.toUpperCase()))
const write = (clientId: string, text: string) => addMessage([], { clientId, text, at: Date.parse(timeOf(20)) })

describe('the thread', () => {
  test('of an empty window is the disclosure and the greeting', () => {
    const rows = threadRows({ bot: robo, transcript: null, outbox: [], draft: null })
    expect(words(rows)).toEqual(['DISCLOSURE', 'Hello, how can I help?'])
  })

  test('without a greeting still says that a bot answers, before its first message', () => {
    const rows = threadRows({ bot: { ...robo, greeting: ' ' }, transcript: read(log), outbox: [], draft: null })
    expect(words(rows).slice(0, 3)).toEqual(['DAY', 'DISCLOSURE', 'Where is my parcel?'])
  })

  test('is the log, in order, with a line for each step', () => {
    expect(words(draw(log))).toEqual([
      'DAY',
      'DISCLOSURE',
      'Hello, how can I help?',
      'Where is my parcel?',
      'It is late',
      'Let me see',
      'Chidi joined the conversation',
      'Hello Dana',
      'Chidi left the conversation',
      'You are back with Robo',
    ])
  })

  test('shows a message once, whether it is in the outbox, in the log, or in both', () => {
    const outbox = write('dana-2', 'Where is my parcel?')
    const shown = (events: CustomerEvent[], entries: Outbox) =>
      draw(events, entries).filter((row) => row.kind === 'message' && row.text === 'Where is my parcel?')
    expect(shown([started], outbox)).toHaveLength(1)
    expect(shown(log, outbox)).toHaveLength(1)
    expect(shown(log, [])).toHaveLength(1)
  })

  test('keeps a message in its place on the screen when it reaches the log', () => {
    const outbox = write('dana-2', 'Where is my parcel?')
    const keyOf = (rows: Row[]) => rows.find((row) => row.kind === 'message' && row.author.kind === 'customer')?.key
    expect(keyOf(draw([started], outbox))).toBe(keyOf(draw(log.slice(0, 2), [])))
  })

  test('marks as under way only what the server has not acknowledged', () => {
    const queued = write('new', 'Still there?')
    const marks = (entries: Outbox) => draw(log, entries).findLast((row) => row.kind === 'message')
    expect(marks(queued)).toMatchObject({ outbox: { state: 'queued' } })
    expect(marks(markSent(queued, 'new', 9))).toMatchObject({ text: 'Still there?', outbox: null })
  })

  test('puts a reply being written after the log and before what waits to go out', () => {
    const rows = draw(log, write('new', 'And mine?'), 'Your par')
    expect(words(rows).slice(-2)).toEqual(['Your par', 'And mine?'])
  })

  test('groups what one author wrote in a row', () => {
    const runs = draw(log)
      .filter((row) => row.kind === 'message')
      .map((row) => [row.text, row.opens, row.closes])
    expect(runs.slice(1, 4)).toEqual([
      ['Where is my parcel?', true, false],
      ['It is late', false, true],
      ['Let me see', true, true],
    ])
  })

  test('shows an agent’s message with the face that the log introduced', () => {
    const row = draw(log).find((candidate) => candidate.kind === 'message' && candidate.author.kind === 'agent')
    expect(row).toMatchObject({ author: { agent: { name: 'Chidi', avatarUrl: '/avatars/chidi' } } })
  })

  test('separates the days', () => {
    const nextDay = { ...danaWrites(3, 'Good morning'), at: '2026-11-24T10:00:00.000Z' } as CustomerEvent
    expect(words(draw([started, danaWrites(2, 'Good night'), nextDay])).slice(-3)).toEqual([
      'Good night',
      'DAY',
      'Good morning',
    ])
  })

  test('does not greet again above a history that is only partly here', () => {
    const view = danasConversation({ lastSeq: 8 })
    const rows = threadRows({ bot: robo, transcript: openTranscript(view, log.slice(4)), outbox: [], draft: null })
    expect(words(rows)).not.toContain('DISCLOSURE')
    expect(words(rows)[0]).toBe('DAY')
  })
})
