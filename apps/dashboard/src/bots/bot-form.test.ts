import { expect, test } from 'vitest'
import { botRules, changesOf } from './bot-form.ts'
import { modelFormOf } from './model-form.ts'

const before = {
  name: 'Robo',
  greeting: 'Hello',
  instructions: '',
  takeOverAllowed: true,
  whileWaiting: 'help' as const,
  agentAwayMinutes: 5,
  unansweredMinutes: 15,
  keywords: ['refund'],
  colour: '#2f5bd3',
  model: modelFormOf({ provider: 'builtin' }),
  dailyTokenCap: '',
  dailyCostCap: '',
}

test('only what was changed is saved', () => {
  expect(changesOf(before, { ...before, greeting: 'Hi', takeOverAllowed: false })).toEqual({
    greeting: 'Hi',
    takeOverAllowed: false,
  })
  expect(changesOf(before, before)).toEqual({})
  expect(changesOf(before, { ...before, keywords: ['refund', 'contract'], dailyTokenCap: 5 })).toEqual({
    keywords: ['refund', 'contract'],
    dailyTokenCap: 5,
  })
  expect(changesOf({ ...before, dailyTokenCap: 5 }, before)).toEqual({ dailyTokenCap: null })
  const model = { ...before.model, provider: 'openai' as const, name: 'some-model' }
  expect(changesOf(before, { ...before, model })).toEqual({ model: { provider: 'openai', name: 'some-model' } })
})

test('an emptied number, a name of spaces, and a colour by name are not saved', () => {
  expect(botRules.agentAwayMinutes('')).not.toBeNull()
  expect(botRules.agentAwayMinutes(0)).not.toBeNull()
  expect(botRules.unansweredMinutes(1440)).toBeNull()
  expect(botRules.name('  ')).not.toBeNull()
  expect(botRules.colour('blue')).not.toBeNull()
  expect(botRules.colour('#2F5bd3')).toBeNull()
})

test('a cost cap needs the prices that it is counted by', () => {
  const hosted = modelFormOf({ provider: 'openai', name: 'some-model', keySet: true })
  const priced = { ...hosted, priceInput: 0.5, priceOutput: 0 }
  expect(botRules.dailyCostCap(5, { model: hosted })).toMatch(/prices/)
  expect(botRules.dailyCostCap(5, { model: { ...hosted, priceInput: 0.5 } })).toMatch(/prices/)
  expect(botRules.dailyCostCap(5, { model: priced })).toBeNull()
  expect(botRules.dailyCostCap(0, { model: priced })).toMatch(/More than 0/)
  expect(botRules.dailyCostCap('', { model: hosted })).toBeNull()
  expect(botRules.dailyCostCap(5, { model: modelFormOf({ provider: 'builtin' }) })).toBeNull()
})
