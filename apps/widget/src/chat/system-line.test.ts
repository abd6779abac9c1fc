import type { CustomerEvent } from '@baton/protocol'
import { expect, test } from 'vitest'
import { ben, chidi, danaWrites, happened, withheld } from './cast.ts'
import { systemLines } from './system-line.ts'

const read = (event: CustomerEvent) => systemLines(event, 'Robo').map((line) => line.text)

test('the customer is told who joins and who leaves', () => {
  expect(read(happened(1, 'conversation.claimed', { agent: chidi, how: 'claimed' }))).toEqual([
    'Chidi joined the conversation',
  ])
  expect(read(happened(1, 'conversation.released', { agent: chidi, botAnswers: true }))).toEqual([
    'Chidi left the conversation',
    'You are back with Robo',
  ])
  expect(read(happened(1, 'conversation.transferred', { from: chidi, to: ben }))).toEqual([
    'Chidi left the conversation',
    'Ben joined the conversation',
  ])
})

test('the customer is told of the wait and of its ends', () => {
  expect(read(happened(1, 'conversation.escalated', { reason: 'keyword', botHolds: true }))).toEqual([
    'The team has been told',
  ])
  expect(read(happened(1, 'conversation.requeued', { from: chidi, botHolds: false }))).toEqual([
    'Chidi had to leave. Someone else will be with you',
  ])
  expect(read(happened(1, 'conversation.withdrawn', {}))).toEqual(['You are back with Robo'])
  expect(read(happened(1, 'conversation.dismissed', {}))).toEqual(['You are back with Robo'])
  expect(read(happened(1, 'conversation.closed', { cause: 'bot_deleted' }))).toEqual(['This chat has ended'])
})

test('a request by mail names the address, and says so when the team already had it', () => {
  const email = 'dana@example.com'
  expect(read(happened(1, 'conversation.contact_requested', { mailed: true, email }))).toEqual([
    'The team was mailed and will answer by e-mail to dana@example.com',
  ])
  expect(read(happened(1, 'conversation.contact_requested', { mailed: false, email }))).toEqual([
    'The team already has your request and will answer by e-mail to dana@example.com',
  ])
})

test('messages and what is withheld have no line', () => {
  expect(read(danaWrites(1, 'Hello'))).toEqual([])
  expect(read(withheld(1))).toEqual([])
  expect(read(happened(1, 'conversation.started', {}))).toEqual([])
})
