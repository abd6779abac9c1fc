import { expect, test } from 'vitest'
import { newer, withFirstPage, withNextPage, withRenewed, withSummary } from './list.ts'
import { active, ben, chidi, conversation, escalated } from './testing/sample.ts'
import type { ListView } from './views.ts'

const ids = (list: { items: { id: string }[] }) => list.items.map((row) => row.id)
const of = (view: ListView, bot = '') => ({ view, bot })
const complete = (...items: ReturnType<typeof conversation>[]) => ({ items, nextCursor: null })
const partly = (...items: ReturnType<typeof conversation>[]) => ({ items, nextCursor: 'next' })

test('a new escalation appears below those who wait longer', () => {
  const list = complete(escalated('a', 1), escalated('b', 3))
  expect(ids(withSummary(of('escalated'), list, escalated('c', 2), 'ben'))).toEqual(['a', 'c', 'b'])
  expect(ids(withSummary(of('escalated'), list, escalated('d', 9), 'ben'))).toEqual(['a', 'b', 'd'])
})

test('a claimed conversation leaves the waiting and comes to its holder', () => {
  const claimed = { ...active('a', 5, ben), lastSeq: 2 }
  expect(ids(withSummary(of('escalated'), complete(escalated('a', 1), escalated('b', 3)), claimed, 'ben'))).toEqual([
    'b',
  ])
  expect(ids(withSummary(of('mine'), complete(), claimed, 'ben'))).toEqual(['a'])
  expect(ids(withSummary(of('mine'), complete(), claimed, 'chidi'))).toEqual([])
  expect(ids(withSummary(of('active'), complete(active('z', 1, chidi)), claimed, 'chidi'))).toEqual(['a', 'z'])
})

test('newest activity moves a row to the top', () => {
  const list = complete(active('a', 9, ben), active('b', 5, ben))
  expect(ids(withSummary(of('active'), list, { ...active('b', 12, ben), lastSeq: 4 }, 'ben'))).toEqual(['b', 'a'])
})

test('a summary that is older than the known one changes nothing', () => {
  const list = complete({ ...active('a', 9, ben), lastSeq: 7 })
  expect(withSummary(of('active'), list, { ...escalated('a', 1), lastSeq: 6 }, 'ben')).toBe(list)
})

test('a row below everything that was read waits for its page', () => {
  const list = partly(active('a', 9, ben), active('b', 5, ben))
  expect(withSummary(of('active'), list, active('c', 1, ben), 'ben')).toBe(list)
  expect(ids(withSummary(of('active'), { ...list, nextCursor: null }, active('c', 1, ben), 'ben'))).toEqual([
    'a',
    'b',
    'c',
  ])
})

test('reading the first page again keeps what was read below it and drops what has left', () => {
  const known = partly(active('a', 9, ben), active('gone', 8, ben), active('b', 7, ben), active('c', 3, ben))
  const first = { items: [active('new', 12, ben), active('a', 9, ben), active('b', 7, ben)], nextCursor: 'two' }
  const list = withFirstPage(of('active'), known, first, 'ben')
  expect(ids(list)).toEqual(['new', 'a', 'b', 'c'])
  expect(list.nextCursor).toBe('next')
})

test('reading the first page again never goes back behind what the socket has told', () => {
  const known = partly({ ...active('a', 9, ben), lastSeq: 8 })
  const list = withFirstPage(
    of('active'),
    known,
    { items: [{ ...active('a', 9, ben), lastSeq: 7 }], nextCursor: 'two' },
    'ben',
  )
  expect(list.items[0]?.lastSeq).toBe(8)
})

test('a row that the socket moved to another list does not come back with a page read before', () => {
  const known = complete({ ...escalated('b', 2), lastSeq: 3 }, { ...active('a', 9, ben), lastSeq: 8 })
  const stale = complete({ ...escalated('a', 1), lastSeq: 7 }, { ...escalated('b', 2), lastSeq: 3 })
  expect(ids(withFirstPage(of('escalated'), known, stale, 'ben'))).toEqual(['b'])
})

test('the next page shows nothing twice', () => {
  const known = partly(active('a', 9, ben), active('b', 5, ben))
  const list = withNextPage(known, complete(active('b', 5, ben), active('c', 3, ben)))
  expect(ids(list)).toEqual(['a', 'b', 'c'])
  expect(list.nextCursor).toBeNull()
})

test('a search result stays as it was found, its rows are renewed', () => {
  const list = complete(escalated('a', 1), escalated('b', 2))
  const renewed = withRenewed(list, { ...active('b', 9, ben), lastSeq: 5 })
  expect(ids(renewed)).toEqual(['a', 'b'])
  expect(renewed.items[1]?.state).toBe('active')
  expect(withRenewed(list, escalated('x', 1))).toBe(list)
})

test('how far one has read never goes back', () => {
  expect(newer(conversation({ readSeq: 5, lastSeq: 6 }), conversation({ readSeq: 3, lastSeq: 7 }))).toMatchObject({
    readSeq: 5,
    lastSeq: 7,
  })
})

test('a list of one bot keeps the conversations of others out', () => {
  const other = { ...escalated('b', 2), botId: 'other' }
  expect(ids(withSummary(of('escalated', 'robo'), complete(escalated('a', 1)), other, 'ben'))).toEqual(['a'])
  expect(ids(withSummary(of('escalated', 'other'), complete(), other, 'ben'))).toEqual(['b'])
})
