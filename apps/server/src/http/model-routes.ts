import {
  type Bot,
  BotErrors,
  ModelTest,
  PreviewAnswer,
  PreviewRequest,
  TestModel,
  Usage,
  type WriteModel,
} from '@baton/protocol'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { CheckedUrl } from '../guard/check-url.ts'
import type { Passage } from '../knowledge/knowledge-search.ts'
import type { BotErrors as ErrorStore } from '../store/bot-errors.ts'
import { type ModelWithKey, unsavedModel } from '../store/bot-models.ts'
import type { Bots } from '../store/bots.ts'
import type { ModelUsage, Use } from '../store/model-usage.ts'
import type { App } from './app.ts'
import { principalOf, type RequireMember } from './principal-guard.ts'
import { notFound, refuse } from './problems.ts'
import { problems } from './route-schema.ts'

const Params = z.object({ botId: z.string().max(100) })
const tags = ['models']

type PreviewMessages = z.infer<typeof PreviewRequest>['messages']
type Previewed = Omit<z.infer<typeof PreviewAnswer>, 'found'> & { found: readonly Passage[] }

export type ModelRouteDeps = {
  bots: Bots
  usage: ModelUsage
  botErrors: ErrorStore
  member: RequireMember
  tryModel: (model: ModelWithKey, used: (use: Use) => Promise<void>) => Promise<z.infer<typeof ModelTest>>
  preview: (
    bot: z.infer<typeof Bot>,
    messages: PreviewMessages,
    told: (offset: number, text: string) => void,
    gone: AbortSignal,
  ) => Promise<Previewed>
  /** Whether a model may be called at this address. */
  checkModelUrl: (text: string) => CheckedUrl
}

/** What belongs to a bot's language model. */
export function modelRoutes(app: App, deps: ModelRouteDeps) {
  usageRoute(app, deps)
  errorsRoute(app, deps)
  testRoute(app, deps)
  previewRoute(app, deps)
}

/** Refuses a base URL that could never be called, with the reason and what the operator can do. */
export function checkBaseUrl({ checkModelUrl }: Pick<ModelRouteDeps, 'checkModelUrl'>, model: WriteModel | undefined) {
  if (model === undefined || model.provider === 'builtin' || model.baseUrl === undefined) return
  const checked = checkModelUrl(model.baseUrl)
  if (checked.ok) return
  const detail = `${checked.reason} A model server in your own network must be allowed by the operator: the setting ALLOW_PRIVATE_ADDRESSES takes its host and port.`
  throw refuse(422, 'url_not_allowed', 'This base URL cannot be used', detail)
}

function usageRoute(app: App, { bots, usage, member }: ModelRouteDeps) {
  app.get(
    '/api/v1/bots/:botId/usage',
    {
      onRequest: member('bot.read'),
      schema: { tags, summary: 'Read what a bot’s model used', params: Params, response: { 200: Usage, ...problems } },
    },
    async (request) => {
      const { botId } = request.params
      const bot = await bots.find(principalOf(request).teamId, botId)
      if (bot === null) throw notFound()
      const { dailyTokenCap, dailyCostCap } = bot
      const used = await usage.ofBot(botId)
      const tokens = used.today.inputTokens + used.today.outputTokens
      const capped =
        (dailyTokenCap !== null && tokens >= dailyTokenCap) ||
        (dailyCostCap !== null && (used.today.cost ?? 0) >= dailyCostCap)
      return { ...used, dailyTokenCap, dailyCostCap, capped }
    },
  )
}

function errorsRoute(app: App, { bots, botErrors, member }: ModelRouteDeps) {
  app.get(
    '/api/v1/bots/:botId/errors',
    {
      onRequest: member('bot.read'),
      schema: {
        tags,
        summary: 'Read why a bot could not answer',
        params: Params,
        response: { 200: BotErrors, ...problems },
      },
    },
    async (request) => {
      const { botId } = request.params
      if ((await bots.find(principalOf(request).teamId, botId)) === null) throw notFound()
      return { items: await botErrors.ofBot(botId) }
    },
  )
}

function testRoute(app: App, deps: ModelRouteDeps) {
  const { bots, usage, member, tryModel } = deps
  app.post(
    '/api/v1/bots/:botId/model/test',
    {
      onRequest: member('bot.manage'),
      config: { rateLimit: { max: 20, timeWindow: '1 minute' } },
      schema: {
        tags,
        summary: 'Try a bot’s model with one real call',
        description:
          'With `model` the settings are tried before they are saved; a key that is not given is the saved one.',
        params: Params,
        body: TestModel.nullish(),
        response: { 200: ModelTest, ...problems },
      },
    },
    async (request) => {
      const { botId } = request.params
      const owned = await bots.find(principalOf(request).teamId, botId)
      const saved = owned === null ? null : await bots.modelOf(botId)
      if (saved === null) throw notFound()
      const unsaved = request.body?.model
      checkBaseUrl(deps, unsaved)
      const model = unsaved === undefined ? saved : unsavedModel(unsaved, saved)
      return tryModel(model, (use) => usage.add(botId, null, use))
    },
  )
}

function previewRoute(app: App, { bots, member, preview }: ModelRouteDeps) {
  app.post(
    '/api/v1/bots/:botId/preview',
    {
      onRequest: member('bot.manage'),
      config: { rateLimit: { max: 60, timeWindow: '1 minute' } },
      schema: {
        tags,
        summary: 'Talk to a bot as a customer would',
        description:
          'Nothing of it enters a conversation. With `Accept: text/event-stream` the text comes as it is written: events `text` with `{offset, text}`, then one `answer` with the whole.',
        params: Params,
        body: PreviewRequest,
        response: { 200: PreviewAnswer, ...problems },
      },
    },
    async (request, reply) => {
      const bot = await bots.find(principalOf(request).teamId, request.params.botId)
      if (bot === null) throw notFound()
      const { messages } = request.body
      const gone = goneSignal(reply)
      if (!request.headers.accept?.includes('text/event-stream')) {
        return shown(await preview(bot, messages, () => {}, gone))
      }
      await streamed(reply, (told) => preview(bot, messages, told, gone))
      return reply
    },
  )
}

async function streamed(
  reply: FastifyReply,
  answer: (told: (offset: number, text: string) => void) => Promise<Previewed>,
): Promise<void> {
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' })
  const send = (event: string, data: unknown) => raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  try {
    send('answer', shown(await answer((offset, text) => send('text', { offset, text }))))
  } finally {
    raw.end()
  }
}

function shown({ text, offer, sources, calls, failure, found }: Previewed): z.infer<typeof PreviewAnswer> {
  const excerpts = found.map(({ title, url, text: excerpt, score }) => ({ title, url, excerpt, score }))
  return { text, offer, sources: [...sources], calls: [...calls], failure, found: excerpts }
}

/** Aborts when the client hangs up, so that nothing is asked of a model for nobody. */
function goneSignal(reply: FastifyReply): AbortSignal {
  const gone = new AbortController()
  // The answer's end, not the socket's, which lives on for other requests and would gather listeners.
  reply.raw.once('close', () => gone.abort())
  return gone.signal
}
