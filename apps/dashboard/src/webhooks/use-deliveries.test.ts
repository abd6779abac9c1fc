import { expect, test } from 'vitest'
import { paceOf } from './use-deliveries.ts'

test('the log is read often only while something is about to happen', () => {
  const now = Date.parse('2026-11-22T10:00:00.000Z')
  expect(paceOf([], now)).toBe(6_000)
  expect(paceOf([{ status: 'failed', nextAttemptAt: null }], now)).toBe(6_000)
  expect(paceOf([{ status: 'waiting', nextAttemptAt: '2026-11-22T10:30:00.000Z' }], now)).toBe(3_000)
  expect(paceOf([{ status: 'waiting', nextAttemptAt: '2026-11-22T10:00:05.000Z' }], now)).toBe(1_000)
  expect(paceOf([{ status: 'waiting', nextAttemptAt: null }], now)).toBe(1_000)
})
