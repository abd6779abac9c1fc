import { expect, test } from 'vitest'
import { groupTranscript } from './group-transcript.ts'
import { agent, ben, chidi, dana, event, message, robo } from './testing/sample.ts'

const shape = (events: Parameters<typeof groupTranscript>[0]) =>
  groupTranscript(events).map((block) => {
    if (block.kind === 'messages') return `${block.speaker.side} ${block.messages.length}`
    return block.kind === 'system' ? block.event.type : 'day'
  })

test('consecutive messages of one speaker are one group', () => {
  expect(shape([message(1, dana, 'a'), message(2, dana, 'b'), message(3, robo, 'c'), message(4, dana, 'd')])).toEqual([
    'day',
    'customer 2',
    'bot 1',
    'customer 1',
  ])
})

test('two agents are two groups', () => {
  expect(shape([message(1, ben, 'a'), message(2, chidi, 'b')])).toEqual(['day', 'agent 1', 'agent 1'])
})

test('a pause of more than five minutes begins a new group', () => {
  expect(shape([message(1, dana, 'a', 0), message(2, dana, 'b', 5), message(3, dana, 'c', 11)])).toEqual([
    'day',
    'customer 2',
    'customer 1',
  ])
})

test('a change of hands stands between the messages', () => {
  const claimed = event(2, chidi, { type: 'conversation.claimed', data: { agent: agent(chidi), how: 'claimed' } })
  expect(shape([message(1, dana, 'a'), claimed, message(3, dana, 'b')])).toEqual([
    'day',
    'customer 1',
    'conversation.claimed',
    'customer 1',
  ])
})

test('a new day has its own heading and begins a new group', () => {
  const nextDay = 24 * 60
  expect(shape([message(1, dana, 'a', 0), message(2, dana, 'b', nextDay)])).toEqual([
    'day',
    'customer 1',
    'day',
    'customer 1',
  ])
})

test('grouping twice gives the same, the log is not changed', () => {
  const log = [message(1, dana, 'a'), message(2, dana, 'b')]
  expect(groupTranscript(log)).toEqual(groupTranscript(log))
})
