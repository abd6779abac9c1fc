import { expect, test } from 'vitest'
import { addressesProblem } from './addresses.ts'
import { settingsFields } from './settings-fields.ts'
import { changedSettings, valuesOf } from './settings-values.ts'

const wanted = { type: 'string', enum: ['required', 'optional', 'off'] }
const schema = {
  type: 'object',
  properties: {
    notifyEmails: {
      description: 'Who is mailed.',
      anyOf: [{ type: 'array', items: { type: 'string', format: 'email' }, maxItems: 20 }, { type: 'null' }],
    },
    ask: { type: 'object', properties: { email: wanted, name: wanted } },
    most: { type: 'integer', minimum: 1, maximum: 9 },
    strange: { oneOf: [] },
  },
}
const fields = settingsFields(schema)
const settings = { notifyEmails: null, ask: { email: 'required', name: 'off' }, most: 3 }
const before = valuesOf(fields, settings)

test('settings are drawn from their description; what cannot be drawn is left alone', () => {
  expect(fields).toMatchObject([
    { path: 'notifyEmails', help: 'Who is mailed.', nullable: true, draw: { as: 'addresses', most: 20 } },
    {
      path: 'ask',
      draw: { as: 'group', fields: [{ path: 'ask.email', draw: { as: 'choice' } }, { path: 'ask.name' }] },
    },
    { path: 'most', draw: { as: 'number', min: 1, max: 9, whole: true } },
  ])
  expect(before).toEqual({ notifyEmails: [], 'ask.email': 'required', 'ask.name': 'off', most: 3 })
})

test('what was changed is sent whole, and what was emptied as null', () => {
  expect(changedSettings(fields, before, before)).toEqual({})
  expect(changedSettings(fields, before, { ...before, 'ask.name': 'optional' })).toEqual({
    ask: { email: 'required', name: 'optional' },
  })
  const filled = { ...before, notifyEmails: ['ada@example.com'] }
  expect(changedSettings(fields, before, filled)).toEqual({ notifyEmails: ['ada@example.com'] })
  expect(changedSettings(fields, filled, before)).toEqual({ notifyEmails: null })
})

test('what is no address is named, and there is an end to their number', () => {
  expect(addressesProblem(['ada@example.com'], 20)).toBeNull()
  expect(addressesProblem(['ada@example.com', 'ben'], 20)).toContain('ben')
  expect(addressesProblem(['a@example.com', 'b@example.com'], 1)).not.toBeNull()
})
