import { expect, test } from 'vitest'
import { typedSince } from './typed-since.ts'

test('what was typed after a form was sent is told from what was sent', () => {
  const sent = { name: 'Robo', keywords: ['refund'], model: { provider: 'builtin' }, cap: '' }
  expect(typedSince(sent, structuredClone(sent))).toEqual({})
  const now = { ...structuredClone(sent), name: 'Robo two', keywords: ['refund', 'angry'], cap: 3 as number | string }
  expect(typedSince<Record<string, unknown>>(sent, now)).toEqual({
    name: 'Robo two',
    keywords: ['refund', 'angry'],
    cap: 3,
  })
})
