import { expect, test } from 'vitest'
import { active, ben, chidi, conversation, dana, escalated } from './testing/sample.ts'
import { isUnread, queryOf, saidByMe, viewFrom } from './views.ts'

const said = (actor: { kind: 'customer' | 'agent' | 'bot'; id?: string; name?: string }, seq: number) => ({
  lastMessage: { text: 'hello', actor, at: '2026-11-22T10:00:00.000Z', seq },
})

test('the view stands in the address, and what is unknown is the default', () => {
  expect(viewFrom(new URLSearchParams('state=resolved'))).toBe('resolved')
  expect(viewFrom(new URLSearchParams('state=nonsense'))).toBe('open')
  expect(viewFrom(new URLSearchParams())).toBe('open')
})

test('each view asks the server for its own list', () => {
  expect(queryOf('mine')).toEqual({ mine: true, state: 'active' })
  expect(queryOf('resolved')).toEqual({ state: 'resolved' })
  expect(queryOf('all')).toEqual({})
})

test('what one has not read is unread, until it is read', () => {
  expect(isUnread({ ...escalated('c1', 1), ...said(dana, 3), readSeq: 2 }, 'ben')).toBe(true)
  expect(isUnread({ ...escalated('c1', 1), ...said(dana, 3), readSeq: 3 }, 'ben')).toBe(false)
  expect(isUnread(escalated('c1', 1), 'ben')).toBe(false)
  expect(isUnread({ ...conversation({ state: 'closed' }), ...said(dana, 3) }, 'ben')).toBe(false)
})

test('one’s own words are never unread, with and without the id of their author', () => {
  const mine = active('c1', 1, ben)
  expect(saidByMe({ ...mine, ...said(ben, 3) }, 'ben')).toBe(true)
  expect(isUnread({ ...mine, ...said({ kind: 'agent', name: 'Ben' }, 3) }, 'ben')).toBe(false)
  expect(isUnread({ ...mine, ...said({ kind: 'agent', name: 'Chidi' }, 3) }, 'ben')).toBe(true)
  expect(saidByMe({ ...active('c1', 1, chidi), ...said(chidi, 3) }, 'ben')).toBe(false)
})
