import { APICallError } from 'ai'
import { expect, test } from 'vitest'
import { modelFailure } from './model-failure.ts'

const key = 'b7f3c9d2e4a1508f6c7d'

function refusal(message: string) {
  const about = { url: 'https://models.example/v1/chat/completions', requestBodyValues: {}, statusCode: 401 }
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
