import { expect, test } from 'vitest'
import { alertsOf, arrived } from './alerts.ts'
import { active, ben, dana, escalated } from './testing/sample.ts'

const claimable = (id: string, at: number) => {
  const row = escalated(id, at)
  return { ...row, can: { ...row.can, claim: true } }
}
const written = (seq: number, readSeq = 0) => ({
  ...active('held', 1, ben),
  readSeq,
  lastMessage: { text: 'hello', actor: dana, at: '2026-11-22T10:00:00.000Z', seq },
})
const keys = (alerts: ReadonlyMap<string, unknown>) => [...alerts.keys()]

test('a customer who waits calls for everybody who may claim, and for nobody else', () => {
  expect(keys(alertsOf({ waiting: [claimable('a', 1)], mine: [] }, 'ben'))).toEqual(['a 2026-11-22T10:01:00.000Z'])
  expect(keys(alertsOf({ waiting: [escalated('a', 1)], mine: [] }, 'vic'))).toEqual([])
})

test('asking for a human a second time is news again', () => {
  const first = alertsOf({ waiting: [claimable('a', 1)], mine: [] }, 'ben')
  const again = alertsOf({ waiting: [claimable('a', 7)], mine: [] }, 'ben')
  expect(arrived(first, first)).toEqual([])
  expect(arrived(first, again)).toHaveLength(1)
})

test('each new message of a customer whom one holds is news, until it is read', () => {
  const first = alertsOf({ waiting: [], mine: [written(3)] }, 'ben')
  expect(arrived(first, alertsOf({ waiting: [], mine: [written(4)] }, 'ben'))).toHaveLength(1)
  expect(keys(alertsOf({ waiting: [], mine: [written(4, 4)] }, 'ben'))).toEqual([])
  const own = { ...written(5), lastMessage: { text: 'hi', actor: ben, at: '2026-11-22T10:00:00.000Z', seq: 5 } }
  expect(keys(alertsOf({ waiting: [], mine: [own] }, 'ben'))).toEqual([])
})
