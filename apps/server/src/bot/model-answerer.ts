import { isHumanOffer, type Offer } from '@baton/core'
import type { Registry } from '../power-ups/registry.ts'
import type { ModelWithKey } from '../store/bot-models.ts'
import type { Use } from '../store/model-usage.ts'
import type { OfferReason, Passage, Turn, TurnPart } from './bot-port.ts'
import { completeReply, type Outcome } from './complete-reply.ts'
import { repeatedly } from './escalation-sense.ts'
import { HonestText } from './honest-text.ts'
import { judgeWithheld, LEFT_OUT, UNJUDGED } from './judge-withheld.ts'
import { limitedFetch } from './limited-fetch.ts'
import { type CallLimits, type CallPart, callLimits, callModel, type Usage } from './model-call.ts'
import { costOf, roughTokens } from './model-cost.ts'
import { modelFailure } from './model-failure.ts'
import { promptFor } from './model-prompt.ts'
import { answerTokens, type HostedModel, openModel } from './model-provider.ts'
import { offerOf, toolsFor } from './model-tools.ts'
import { saidBefore } from './read-messages.ts'
import { readerFor } from './reader-for.ts'
import { sourcesOf } from './sources-of.ts'

export type ModelAnswererDeps = {
  /** The guarded way out. */
  fetch: typeof globalThis.fetch
  registry: Registry
  /** Counts what a call used. */
  used: (botId: string, conversationId: string | null, use: Use) => Promise<void>
  limits?: CallLimits
}

/** Passages that say at least so much of what was asked are told to the model. */
const RELEVANT = 0.25
const PASSAGES = 6

/** Where a model has room to think, its answer is cut by its characters. Few tokens have more. */
const MOST_OF_A_TOKEN = 6

/** The model fails before it has said anything. Its message is for the log of the bot. */
export class ModelFailed extends Error {
  override readonly name = 'ModelFailed'
}

/**
 * Answers with a language model. What the model says is shown sentence by sentence, without promises of a human; what it
 * calls is only asked for, and the platform completes the reply by what is really so.
 */
export function createModelAnswerer(deps: ModelAnswererDeps) {
  return async function* answer(turn: Turn, setting: ModelWithKey & { model: HostedModel }): AsyncGenerator<TurnPart> {
    const passages = await passagesFor(turn)
    if (turn.signal.aborted) return
    const began = performance.now()
    const reader = await readerFor(turn, passages)
    const text = new HonestText({ waits: turn.humanState === 'waiting', passages: passages.length, reader })
    const outcome: Outcome = { shown: '', promised: false, offers: [], ended: 'whole' }
    try {
      for await (const part of callFor(deps, turn, setting, passages)) {
        if (turn.signal.aborted) continue
        if (part.kind === 'text') yield* show(text.push(part.text), outcome)
        else if (part.kind === 'called') yield called(deps.registry, turn, part, outcome)
        else outcome.ended = part.how
      }
    } catch (error) {
      if (turn.signal.aborted) return
      if (outcome.shown.trim() === '') throw new ModelFailed(modelFailure(error, setting.apiKey))
      yield { kind: 'failed', message: modelFailure(error, setting.apiKey) }
      outcome.ended = 'broken_off'
    }
    if (turn.signal.aborted) return
    // What breaks off in mid-sentence is not shown.
    if (outcome.ended === 'whole') yield* show(text.end(), outcome)
    let unjudged = false
    if (text.withheld !== '') {
      const verdict = await judgeWithheld(deps, turn, setting, { text: text.withheld, ended: outcome.ended, began })
      if (turn.signal.aborted) return
      yield* show(text.settle(verdict !== 'promises_nothing'), outcome)
      unjudged = verdict === 'unknown'
    }
    outcome.promised = text.promised
    if (text.promised) yield { kind: 'failed', message: unjudged ? UNJUDGED : LEFT_OUT }
    yield* completeReply(turn, outcome)
    yield* sourcesOf(passages.filter((_, index) => text.cited.has(index + 1)))
  }
}

function* show(text: string, outcome: Outcome): Generator<TurnPart> {
  if (text === '') return
  outcome.shown += text
  yield { kind: 'text', text }
}

function called(
  registry: Registry,
  turn: Turn,
  { name, input, valid }: Extract<CallPart, { kind: 'called' }>,
  outcome: Outcome,
): TurnPart {
  const offer = valid ? offerOf(registry, name, input) : null
  if (offer !== null) outcome.offers.push(again(turn, offer))
  const tells = valid && registry.find(name)?.does.what === 'tell'
  return { kind: 'called', powerUp: name.slice(0, 100), input: bounded(input), accepted: tells || offer !== null }
}

function again(turn: Turn, offer: Offer): Offer {
  if (!isHumanOffer(offer)) return offer
  return { ...offer, reason: repeatedly(turn, offer.reason as OfferReason) }
}

/** What a model puts into a call may be anything, and long. */
function bounded(input: unknown): unknown {
  const text = JSON.stringify(input) ?? 'null'
  return text.length <= 2_000 ? input : `${text.slice(0, 2_000)}…`
}

/** One call, counted whatever becomes of it. */
async function* callFor(
  { fetch, registry, used, limits = callLimits }: ModelAnswererDeps,
  turn: Turn,
  { model, apiKey }: ModelWithKey & { model: HostedModel },
  passages: readonly Passage[],
): AsyncGenerator<CallPart> {
  const prompt = promptFor(turn, passages)
  let usage: Usage | null = null
  let written = 0
  let reached = true
  try {
    const maxOutputTokens = answerTokens(model)
    const characters = Math.min(limits.characters, maxOutputTokens * MOST_OF_A_TOKEN)
    const bounds = { maxOutputTokens, signal: turn.signal, limits: { ...limits, characters } }
    const opened = openModel({ model, apiKey }, limitedFetch(fetch))
    for await (const part of callModel({
      ...prompt,
      ...bounds,
      temperature: model.temperature,
      model: opened,
      tools: toolsFor(turn, registry),
    })) {
      if (part.kind === 'text') written += part.text.length
      if (part.kind === 'ended') usage = part.usage
      yield part
    }
  } catch (error) {
    reached = written > 0
    throw error
  } finally {
    const told = JSON.stringify(prompt.messages).length + prompt.instructions.length
    const guess = { inputTokens: roughTokens(told), outputTokens: roughTokens(written) }
    const { inputTokens, outputTokens } = usage !== null && usage.inputTokens > 0 ? usage : guess
    if (reached) await used(turn.bot.id, turn.conversationId, costOf(model, inputTokens, outputTokens))
  }
}

/** The best passages for what is unanswered; for "and how much is that?" with what was said before. */
async function passagesFor(turn: Turn): Promise<readonly Passage[]> {
  const asked = turn.unanswered.map(({ text }) => text).join('\n')
  const found = await turn.search(asked.slice(0, 2_000), PASSAGES)
  const enough = found.filter(({ score }) => score >= RELEVANT)
  if (enough.length > 0 || asked.length > 200) return enough
  const earlier = saidBefore(turn).findLast(({ by }) => by === 'customer')?.text
  if (earlier === undefined) return []
  const more = await turn.search(`${earlier.slice(0, 1_000)} ${asked}`, PASSAGES)
  return more.filter(({ score }) => score >= RELEVANT)
}
