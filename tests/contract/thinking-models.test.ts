import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ChatRequest, type FakeProvider, type Script, startFakeProvider } from '../support/fake-provider.ts'
import { modelOn, turnOf } from '../support/model-turns.ts'

let provider: FakeProvider
const opened: { close: () => Promise<void> }[] = []
beforeAll(async () => {
  provider = await startFakeProvider(() => [])
})
afterAll(async () => {
  await Promise.all(opened.map((model) => model.close()))
  await provider.close()
})

async function named(name: string) {
  const model = await modelOn(provider, { firstMs: 1_000, stallMs: 400, totalMs: 3_000 }, name)
  opened.push(model)
  return model
}
const thought =
  'The customer asks about a parcel. Somebody will be with you in a minute, I am connecting you to an agent. '
const question = turnOf('How long does a parcel take?')

describe('what a model thinks before it answers is neither shown nor taken for the answer', () => {
  test.each<[string, string, Script]>([
    ['in a field of its own', 'a', [{ think: thought }, { say: 'Two days.', size: 2 }]],
    ['in its text', 'b', [{ say: `<think>\n${thought}</think>\n\nTwo days.`, size: 3 }]],
    ['in its text, all at once', 'c', [{ say: `<think>${thought}</think>Two days.`, size: 500 }]],
    ['in its text without a beginning', 'deepseek-r1:8b', [{ say: `${thought}\n</think>\n\nTwo days.`, size: 3 }]],
    ['nowhere', 'qwen3-30b-thinking', [{ say: 'Two days.', size: 3 }]],
  ])('%s', async (_, name, script) => {
    const model = await named(name)
    provider.answer(() => script)
    const { text, pieces, offer } = await model.answer(question)
    expect({ text, offer, shown: pieces.join('').trim() }).toEqual({
      text: 'Two days.',
      offer: null,
      shown: 'Two days.',
    })
    expect(await model.try()).toMatchObject({ ok: true, reply: 'Two days.' })
  })

  test('a long thought is a sign of life, and one that never ends says nothing', async () => {
    const model = await named('slow')
    provider.answer(() => [{ say: '<think>' }, { say: thought, size: 8, everyMs: 60 }, { say: '</think>Two days.' }])
    expect((await model.answer(question)).text).toBe('Two days.')
    provider.answer(() => [{ say: `<think>${thought}` }, { stall: true }])
    const { text, offer, pieces } = await model.answer(question)
    expect(pieces.join('')).not.toContain('customer asks')
    expect(text).toMatch(/^Sorry/)
    expect(offer).toEqual({ powerUp: 'talk_to_a_human', reason: 'bot_error' })
  })
})

/** Thinks in 900 tokens, which count. */
const thinksFirst = ({ max_tokens = 0, max_completion_tokens = 0 }: ChatRequest): Script =>
  max_tokens + max_completion_tokens < 1_000
    ? [{ think: thought }, { finish: 'length' }]
    : [{ think: thought }, { say: 'Two days.' }]

describe('a model that thinks has room for it', () => {
  test.each(['o4-mini', 'gpt-5-nano', 'DeepSeek-R1-Distill-Qwen-7B', 'qwen3:4b', 'google/gemini-2.5-flash'])(
    'at once where its name says so: %s',
    async (name) => {
      const model = await named(name)
      provider.answer(thinksFirst)
      expect((await model.answer(question)).text).toBe('Two days.')
      expect(await model.try()).toMatchObject({ ok: true })
    },
  )

  test('from the second call on where it does not; the first offers a human, and says why', async () => {
    const model = await named('unheard-of')
    provider.answer(thinksFirst)
    const first = await model.answer(question)
    expect(first.failure).toMatch(/used up its answer length/)
    expect(first.offer).toEqual({ powerUp: 'talk_to_a_human', reason: 'bot_error' })
    expect((await model.answer(question)).text).toBe('Two days.')
  })

  test('also when it is tried; the first try says what is wrong', async () => {
    const model = await named('unheard-of-too')
    provider.answer(thinksFirst)
    expect(await model.try()).toMatchObject({ ok: false, error: expect.stringMatching(/used up its answer length/) })
    expect(await model.try()).toMatchObject({ ok: true, reply: 'Two days.' })
  })

  test('others have their length and no more', async () => {
    const model = await named('plain-7b')
    provider.answer(() => [{ say: 'Two days.' }])
    await model.answer(question)
    expect(provider.heard.at(-1)?.request.max_tokens).toBe(800)
  })
})

test('a service that wants max_completion_tokens and its own temperature is asked so, and remembered', async () => {
  const model = await named('picky')
  provider.answer(({ max_tokens, temperature }) => {
    const refused = (message: string): Script => ({ status: 400, body: { error: { message } } })
    if (max_tokens !== undefined) return refused("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens'.")
    if (temperature !== undefined) return refused("Unsupported value: 'temperature' does not support 0.4.")
    return [{ say: 'Two days.' }]
  })
  const before = provider.heard.length
  expect((await model.answer(question)).text).toBe('Two days.')
  expect(provider.heard.length - before).toBe(3)
  expect(provider.heard.at(-1)?.request.max_completion_tokens).toBe(800)
  expect(await model.try()).toMatchObject({ ok: true })
  expect(provider.heard.length - before).toBe(4)
  provider.answer(() => ({ status: 400, body: { error: { message: 'This model does not take pictures.' } } }))
  expect(await model.try()).toMatchObject({ ok: false, error: expect.stringMatching(/does not take pictures/) })
  expect(provider.heard.length - before).toBe(5)
})
