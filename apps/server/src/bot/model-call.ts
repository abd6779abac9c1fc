import { type LanguageModel, type ModelMessage, stepCountIs, streamText, type ToolSet } from 'ai'

/** Bounds of one call, in milliseconds and characters. Together they keep a customer from waiting longer than half a minute. */
export type CallLimits = {
  /** Until the first sign of an answer. */
  firstMs: number
  /** Between two signs. */
  stallMs: number
  /** The whole call. */
  totalMs: number
  /** The longest text; what goes on for longer is cut. */
  characters: number
  /** A verdict on what was said, where one is needed. */
  judgeMs: number
  /** Call and verdict together. */
  untilMs: number
}

export const callLimits: CallLimits = {
  ...{ firstMs: 15_000, stallMs: 8_000, totalMs: 21_000, characters: 3_500 },
  ...{ judgeMs: 10_000, untilMs: 24_000 },
}

/** What comes of a call, as it comes. `ended` is always the last. */
export type CallPart =
  | { kind: 'text'; text: string }
  | { kind: 'called'; name: string; input: unknown; valid: boolean }
  | {
      kind: 'ended'
      how: 'whole' | 'at_token_limit' | 'filtered' | 'too_long' | 'too_slow' | 'aborted'
      usage: Usage | null
    }

export type Usage = { inputTokens: number; outputTokens: number }

type Call = {
  model: LanguageModel
  instructions: string
  messages: ModelMessage[]
  tools: ToolSet
  temperature: number | undefined
  maxOutputTokens: number
  signal: AbortSignal
  limits: CallLimits
}

/** Calls a model once, without retries and telemetry. Throws what the provider or the connection fails with. */
export async function* callModel({ limits, signal, ...call }: Call): AsyncGenerator<CallPart> {
  const cut = new AbortController()
  const clock = startClock(cut, limits)
  let how: Extract<CallPart, { kind: 'ended' }>['how'] = 'whole'
  let usage: Usage | null = null
  let length = 0
  let apart = ''
  try {
    const { stream } = streamText({
      model: call.model,
      instructions: call.instructions,
      messages: call.messages,
      tools: call.tools,
      maxOutputTokens: call.maxOutputTokens,
      ...(call.temperature === undefined ? {} : { temperature: call.temperature }),
      // Only what a power-up told is handed back to the model; a call that asks for something ends its answer.
      stopWhen: [stepCountIs(3), ({ steps }) => steps.at(-1)?.toolCalls.some((one) => !tells(call.tools, one)) ?? true],
      maxRetries: 0,
      telemetry: { isEnabled: false },
      abortSignal: AbortSignal.any([signal, cut.signal]),
      // Errors come as parts of the stream.
      onError: () => {},
    })
    for await (const part of stream) {
      clock.sign()
      if (part.type === 'text-delta') {
        length += part.text.length
        const text = part.text.slice(0, Math.max(0, limits.characters - length + part.text.length))
        yield { kind: 'text', text: apart + text }
        apart = ''
        if (length >= limits.characters) {
          how = 'too_long'
          break
        }
      } else if (part.type === 'tool-call') {
        yield { kind: 'called', name: part.toolName, input: part.input, valid: part.invalid !== true }
        // What it says after it was told something is not the same sentence.
        if (length > 0) apart = '\n\n'
      } else if (part.type === 'error') throw part.error
      else if (part.type === 'abort') break
      else if (part.type === 'finish') {
        if (part.finishReason === 'length') how = 'at_token_limit'
        if (part.finishReason === 'content-filter') how = 'filtered'
        usage = { inputTokens: part.totalUsage.inputTokens ?? 0, outputTokens: part.totalUsage.outputTokens ?? 0 }
      }
    }
  } catch (error) {
    if (!cut.signal.aborted && !signal.aborted) throw error
  } finally {
    clock.stop()
    // Whatever ended the reading ends the request too.
    if (how === 'too_long' || usage === null) cut.abort(new Error('nobody reads any more'))
  }
  if (signal.aborted) how = 'aborted'
  else if (clock.ranOut()) how = 'too_slow'
  yield { kind: 'ended', how, usage }
}

function tells(tools: ToolSet, call: { toolName: string; invalid?: boolean | undefined }): boolean {
  return call.invalid !== true && tools[call.toolName]?.execute !== undefined
}

function startClock(cut: AbortController, { firstMs, stallMs, totalMs }: CallLimits) {
  let ranOut = false
  const end = () => {
    ranOut = true
    cut.abort(new DOMException('the model is too slow', 'TimeoutError'))
  }
  const total = setTimeout(end, totalMs)
  let next = setTimeout(end, firstMs)
  return {
    sign: () => {
      clearTimeout(next)
      if (!ranOut) next = setTimeout(end, stallMs)
    },
    stop: () => {
      clearTimeout(next)
      clearTimeout(total)
    },
    ranOut: () => ranOut,
  }
}
