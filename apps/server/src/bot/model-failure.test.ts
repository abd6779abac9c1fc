import { APICallError } from 'ai'
import { expect, test } from 'vitest'
import { modelFailure } from './model-failure.ts'

const key = 'b7f3c9d2e4a1508f6c7d'

function refusal(message: string, responseBody = '', statusCode = 401) {
  const about = { url: 'https://models.example/v1/chat/completions', requestBodyValues: {}, statusCode, responseBody }
  return new APICallError({ ...about, message })
}

test('what a provider says of a key is told without the key, wherever it stands', () => {
  expect(modelFailure(refusal(`Wrong key: ${key}.`), key)).toBe(
    'The key was refused (401). The provider said: Wrong key: ….',
  )
  for (let before = 270; before < 310; before += 1) {
    const said = modelFailure(refusal(`${'x'.repeat(before)} ${key}`), key)
    expect(said).not.toContain(key.slice(0, 4))
    expect(modelFailure(new Error(`${'x'.repeat(before)} ${key}`), key)).not.toContain(key.slice(0, 4))
  }
})

test('a long answer is told by its beginning', () => {
  expect(modelFailure(refusal('no '.repeat(1_000)), null).length).toBeLessThan(400)
  expect(modelFailure(refusal(' '), null)).toMatch(/The provider said: \S/)
})

test.each([
  ['OpenAI', { error: { message: 'Pull it first.' } }],
  ['Ollama', { error: 'Pull it first.' }],
  ['vLLM', { object: 'error', message: 'Pull it first.', code: 404 }],
  ['FastAPI', { detail: 'Pull it first.' }],
  ['FastAPI, of a field', { detail: [{ loc: ['body'], msg: 'Pull it first.' }] }],
  ['Google', [{ error: { code: 404, message: 'Pull it first.' } }]],
])('what went wrong is told in the provider’s own words: %s', (_, body) => {
  const told = modelFailure(refusal('Not Found', JSON.stringify(body), 404), null)
  expect(told).toBe('There is no such model or address (404). The provider said: Pull it first.')
  // Some say so with a success.
  const failed = modelFailure(refusal('Invalid JSON response', JSON.stringify(body), 200), null)
  expect(failed).toBe('The provider failed. It said: Pull it first.')
})

test('what is no key is told as such', () => {
  const told = 'The key has characters that no key has. Enter it again.'
  for (const wrong of ['sk-abc\ndef', 'sk-ключ']) {
    let error: unknown
    try {
      new Headers({ authorization: `Bearer ${wrong}` })
    } catch (thrown) {
      error = thrown
    }
    expect(modelFailure(error, wrong)).toBe(told)
  }
})
