import { expect, test } from 'vitest'
import { modelFormOf, modelRules, storedKey, toWriteModel } from './model-form.ts'

const local = { provider: 'openai-compatible', baseUrl: 'http://127.0.0.1:11434/v1', name: 'small' } as const
const form = (change: object = {}) => ({ ...modelFormOf({ ...local, keySet: true }), ...change })

test('what is left empty is not sent, and the key only when it was typed or is to go', () => {
  expect(toWriteModel(form())).toEqual(local)
  expect(toWriteModel(form({ apiKey: ' sk-1 ' }))).toEqual({ ...local, apiKey: 'sk-1' })
  expect(toWriteModel(form({ removeKey: true }))).toEqual({ ...local, apiKey: null })
  expect(toWriteModel(form({ temperature: 0, priceInput: 1, priceOutput: 2 }))).toEqual({
    ...local,
    temperature: 0,
    price: { input: 1, output: 2 },
  })
  expect(toWriteModel(form({ provider: 'openai', baseUrl: '' }))).toEqual({ provider: 'openai', name: 'small' })
  expect(toWriteModel(form({ provider: 'builtin' }))).toEqual({ provider: 'builtin' })
})

test('a stored key is no key for another provider or address', () => {
  expect(storedKey({ ...local, keySet: true }, form())).toBe('set')
  expect(storedKey({ ...local, keySet: false }, form())).toBe('none')
  expect(storedKey({ ...local, keySet: true }, form({ baseUrl: 'https://elsewhere.example' }))).toBe('elsewhere')
  expect(storedKey({ ...local, keySet: true }, form({ provider: 'openai' }))).toBe('elsewhere')
})

test('a model needs a name, an endpoint of one’s own an address, and numbers their range', () => {
  const model = form()
  expect(modelRules.baseUrl('', { model })).not.toBeNull()
  expect(modelRules.baseUrl('ftp://example.com', { model })).not.toBeNull()
  expect(modelRules.baseUrl('', { model: form({ provider: 'anthropic' }) })).toBeNull()
  expect(modelRules.name(' ', { model })).not.toBeNull()
  expect(modelRules.temperature('', { model })).toBeNull()
  expect(modelRules.temperature(2.5, { model })).not.toBeNull()
  expect(modelRules.maxOutputTokens(8.5, { model })).not.toBeNull()
  expect(modelRules.priceInput('', { model: form({ priceOutput: 3 }) })).not.toBeNull()
  expect(modelRules.name('', { model: form({ provider: 'builtin' }) })).toBeNull()
})
