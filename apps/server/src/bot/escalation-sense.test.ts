import { expect, test } from 'vitest'
import { turnOf } from '../../../../tests/support/model-turns.ts'
import { saysKeyword } from './escalation-sense.ts'

test.each([
  ['refund', 'I want a RÉFUND, now!', true],
  ['refund', '$refund$', true],
  ['refund', 'refundable', false],
  ['cancel my contract', 'Please cancel  my\ncontract.', true],
  ['返金', '返金してください', true],
  ['C++', 'Do you support C++?', true],
  ['c++', '(C++)', true],
  ['C++', 'I love vitamin C and sun.', false],
  ['C#', 'Plan C, please.', false],
  ['R&D', 'Who leads R&D here?', true],
  ['R&D', 'r d', false],
  ['100%', 'It costs 100 euros.', false],
  ['!!', 'Wow!!', false],
])('the keyword %s in “%s”: %s', (keyword, said, expected) => {
  expect(saysKeyword(turnOf(said, { keywords: [keyword] }))).toBe(expected)
})
