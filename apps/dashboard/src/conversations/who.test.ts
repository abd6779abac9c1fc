import { expect, test } from 'vitest'
import { active, ben, chidi, conversation, escalated } from './testing/sample.ts'
import { customerName, holderOf, initials } from './who.ts'

test('the mark shows who holds the baton', () => {
  expect(holderOf(conversation(), 'ben')).toEqual({ kind: 'bot', name: 'Robo' })
  expect(holderOf(escalated('c1', 1), 'ben')).toEqual({ kind: 'waiting' })
  expect(holderOf(active('c1', 1, ben), 'ben')).toEqual({ kind: 'you', name: 'Ben', avatarUrl: null })
  expect(holderOf(active('c1', 1, chidi), 'ben')).toEqual({
    kind: 'agent',
    id: 'chidi',
    name: 'Chidi',
    avatarUrl: null,
  })
  expect(holderOf(conversation({ state: 'resolved' }), 'ben')).toEqual({ kind: 'resolved', name: 'Robo' })
  expect(holderOf(conversation({ state: 'closed' }), 'ben')).toEqual({ kind: 'closed' })
})

test('a customer is called by name, else by address, else anonymous', () => {
  expect(customerName({ name: 'Dana', email: 'dana@example.com' })).toBe('Dana')
  expect(customerName({ name: '  ', email: 'dana@example.com' })).toBe('dana@example.com')
  expect(customerName({ name: null, email: null })).toBe('Anonymous customer')
})

test('a name stands as two letters at most', () => {
  expect(initials('Chidi')).toBe('C')
  expect(initials('Ada  Lovelace King')).toBe('AK')
  expect(initials('🦊 fox')).toBe('🦊F')
  expect(initials(' ')).toBe('?')
})
