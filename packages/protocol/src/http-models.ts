import { z } from 'zod'
import { Offer, Source } from './event-view.ts'

/** Services that answer with a language model. `openai-compatible` is any endpoint that speaks OpenAI's chat API. */
export const modelProviders = ['openai-compatible', 'openai', 'anthropic', 'google'] as const
export const ModelProvider = z.enum(modelProviders)

/** Money for a million tokens, in the currency that the provider bills in. */
const Price = z.strictObject({ input: z.number().min(0).max(10_000), output: z.number().min(0).max(10_000) })

const baseUrl = z.string().trim().min(1).max(500)

const choice = {
  provider: ModelProvider,
  /** Where the service answers. Needed for `openai-compatible`; elsewhere the provider's own address when absent. */
  baseUrl: baseUrl.optional(),
  /** The model's name, as the provider spells it. */
  name: z.string().trim().min(1).max(200),
  temperature: z.number().min(0).max(2).optional(),
  /** Longest answer, in tokens; 800 when absent. */
  maxOutputTokens: z.int().min(16).max(8000).optional(),
  /** For counting costs; without it only tokens are counted. */
  price: Price.optional(),
}

const BuiltIn = z.strictObject({ provider: z.literal('builtin') })

/** Which language model answers; `builtin` needs no key and answers from the bot's knowledge. The key is never shown. */
export const Model = z.discriminatedUnion('provider', [BuiltIn, z.strictObject({ ...choice, keySet: z.boolean() })])

/**
 * `apiKey`: absent keeps the stored key, null removes it. A stored key goes to the address that it was given for and to
 * no other: a new provider or base URL without a key has none.
 */
const written = { ...choice, apiKey: z.string().trim().min(1).max(1000).nullable().optional() }
export const WriteModel = z.discriminatedUnion('provider', [
  BuiltIn,
  z.strictObject({ ...written, provider: z.enum(['openai', 'anthropic', 'google']) }),
  z.strictObject({ ...written, provider: z.literal('openai-compatible'), baseUrl }),
])

/** `model` tries settings that are not saved yet; absent: the saved ones. */
export const TestModel = z.strictObject({ model: WriteModel.optional() })
export const ModelTest = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), latencyMs: z.int(), reply: z.string() }),
  /** `error`: what went wrong, and what the provider said about it, in plain words. */
  z.object({ ok: z.literal(false), latencyMs: z.int(), error: z.string() }),
])

export const UsageCount = z.object({
  calls: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  /** In the currency of the prices; null where no price is set and nothing was counted with one. */
  cost: z.number().nullable(),
})
export const Usage = z.object({
  today: UsageCount,
  last30Days: UsageCount,
  /** The last 30 days that have any, oldest first. A day is UTC's. */
  days: z.array(UsageCount.extend({ day: z.iso.date() })),
  dailyTokenCap: z.int().nullable(),
  dailyCostCap: z.number().nullable(),
  /** Whether a cap is reached, so that the bot offers a human instead of asking its model. */
  capped: z.boolean(),
})

export type ModelProvider = z.infer<typeof ModelProvider>
/** Why a bot could not answer, or not wholly. Customers are not told. */
export const BotError = z.object({ at: z.iso.datetime(), conversationId: z.string(), message: z.string() })
/** Of the last 30 days, the newest first, at most 50. */
export const BotErrors = z.object({ items: z.array(BotError) })

export type BotError = z.infer<typeof BotError>
export type BotErrors = z.infer<typeof BotErrors>
export type Model = z.infer<typeof Model>
export type WriteModel = z.infer<typeof WriteModel>
export type TestModel = z.infer<typeof TestModel>
export type ModelTest = z.infer<typeof ModelTest>
export type UsageCount = z.infer<typeof UsageCount>
export type Usage = z.infer<typeof Usage>

/** A talk with the bot as a customer would have it, oldest first; the last message is the customer's. */
export const PreviewRequest = z.strictObject({
  messages: z
    .array(z.strictObject({ by: z.enum(['customer', 'bot']), text: z.string().trim().min(1).max(4000) }))
    .min(1)
    .max(60)
    .refine((messages) => messages.at(-1)?.by === 'customer', 'The last message must be the customer’s.'),
})

/** The answer, and how it came about. Nothing of it is in any conversation. */
export const PreviewAnswer = z.object({
  text: z.string(),
  offer: Offer.nullable(),
  sources: z.array(Source),
  found: z.array(z.object({ title: z.string(), url: z.string().nullable(), excerpt: z.string(), score: z.number() })),
  /** What the model asked for; `accepted` is false where it asked for what it has not, or wrongly. */
  calls: z.array(z.object({ powerUp: z.string(), input: z.unknown(), accepted: z.boolean() })),
  /** Why the bot could not answer, or not wholly; null when it could. A customer is not told this. */
  failure: z.string().nullable(),
})

export type PreviewRequest = z.infer<typeof PreviewRequest>
export type PreviewAnswer = z.infer<typeof PreviewAnswer>
