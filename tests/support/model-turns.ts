import type { Passage, Turn, TurnEntry } from '../../apps/server/src/bot/bot-port.ts'
import { createModelAnswerer } from '../../apps/server/src/bot/model-answerer.ts'
import { type CallLimits, callLimits } from '../../apps/server/src/bot/model-call.ts'
import { createTryModel } from '../../apps/server/src/bot/try-model.ts'
import { type Draft, writeReply } from '../../apps/server/src/bot/write-reply.ts'
import { createAddressGuard } from '../../apps/server/src/guard/address-guard.ts'
import { openRegistry, type Registry } from '../../apps/server/src/power-ups/registry.ts'
import type { Use } from '../../apps/server/src/store/model-usage.ts'
import type { FakeProvider } from './fake-provider.ts'

export type Answered = Draft & { pieces: string[]; uses: Use[]; tookMs: number }

/** Dana's turn with Robo; what she says is unanswered. */
export function turnOf(said: string | readonly TurnEntry[], different: Partial<Turn> = {}): Turn {
  const unanswered = typeof said === 'string' ? [{ seq: 50, by: 'customer' as const, text: said }] : said
  return {
    bot: { id: 'bot_robo', name: 'Robo', instructions: 'Be kind.' },
    conversationId: 'c1',
    history: [],
    unanswered,
    powerUps: ['talk_to_a_human', 'collect_a_lead'],
    powerUpSettings: {},
    humanState: 'available',
    handoff: null,
    keywords: [],
    search: async () => [],
    signal: new AbortController().signal,
    ...different,
  }
}

export const passage = (title: string, text: string, url: string | null = null): Passage => {
  return { knowledgeId: title, title, url, text, score: 0.9 }
}

/** A model answerer on the fake service, through the real guard and the real SDK. */
export async function modelOn(
  provider: FakeProvider,
  limits: Partial<CallLimits> = {},
  name = 'fake',
  registry?: Registry,
) {
  const guard = createAddressGuard({ allowPrivate: true, allowList: [] })
  const uses: Use[] = []
  const byModel = createModelAnswerer({
    fetch: guard.fetch,
    registry: registry ?? (await openRegistry()),
    used: async (_bot, _conversation, use) => void uses.push(use),
    limits: { ...callLimits, ...limits },
  })
  const setting = { provider: 'openai-compatible' as const, baseUrl: provider.baseUrl, name, temperature: 0.4 }
  return {
    uses,
    answer: async (turn: Turn): Promise<Answered> => {
      const began = performance.now()
      const pieces: string[] = []
      const answerer = { answer: (one: Turn) => byModel(one, { model: setting, apiKey: 'sk-test-key' }) }
      const draft = await writeReply(answerer, turn, (_, text) => pieces.push(text))
      return { ...draft, pieces, uses, tookMs: performance.now() - began }
    },
    try: () => createTryModel(guard.fetch)({ model: setting, apiKey: 'sk-test-key' }, async () => {}),
    close: () => guard.close(),
  }
}
