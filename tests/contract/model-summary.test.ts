import { expect, test } from 'vitest'
import { modelSummary } from '../../apps/server/src/bot/model-summary.ts'
import { createAddressGuard } from '../../apps/server/src/guard/address-guard.ts'
import type { Use } from '../../apps/server/src/store/model-usage.ts'
import { escalates, starts } from '../support/cast.ts'
import { startFakeProvider } from '../support/fake-provider.ts'
import { scene } from '../support/scene.ts'

test('a summary that is given up is counted by an estimate, and one that was refused is not', async () => {
  const provider = await startFakeProvider(() => ({ silent: true }))
  const guard = createAddressGuard({ allowPrivate: true, allowList: [] })
  const uses: Use[] = []
  const model = { provider: 'openai-compatible' as const, baseUrl: provider.baseUrl, name: 'fake' }
  const { events } = scene([starts('My lamp arrived broken.'), escalates()])
  const summary = () =>
    modelSummary(events, {
      setting: { model, apiKey: null },
      fetch: guard.fetch,
      used: async (use) => void uses.push(use),
      signal: new AbortController().signal,
      withinMs: 300,
    })
  await expect(summary()).rejects.toThrow()
  expect(uses).toEqual([{ inputTokens: expect.any(Number), outputTokens: 0, cost: null }])
  expect(uses[0]?.inputTokens).toBeGreaterThan(100)
  provider.answer(() => ({ status: 401 }))
  await expect(summary()).rejects.toThrow()
  expect(uses).toHaveLength(1)
  await guard.close()
  await provider.close()
})
