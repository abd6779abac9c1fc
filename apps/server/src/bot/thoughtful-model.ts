import { type LanguageModel, type LanguageModelMiddleware, wrapLanguageModel } from 'ai'
import type { HostedModel } from './model-provider.ts'
import { roomToThink, sawThinking, startsThinking } from './thinking-models.ts'
import { WithoutThoughts, withoutThoughts } from './without-thoughts.ts'

type WrapStream = NonNullable<LanguageModelMiddleware['wrapStream']>
type Stream = Awaited<ReturnType<WrapStream>>['stream']
type Part = Stream extends ReadableStream<infer Each> ? Each : never
type Whole = Awaited<ReturnType<NonNullable<LanguageModelMiddleware['wrapGenerate']>>>

/**
 * The same model, which may think before it answers: it has room for that beside the answer's length, and what it
 * thinks is never text, also where its server sends it as such.
 */
export function thoughtful(model: Exclude<LanguageModel, string>, setting: HostedModel): LanguageModel {
  return wrapLanguageModel({
    model,
    middleware: {
      specificationVersion: 'v4',
      transformParams: async ({ params }) => {
        const { maxOutputTokens } = params
        return maxOutputTokens === undefined
          ? params
          : { ...params, maxOutputTokens: maxOutputTokens + roomToThink(setting) }
      },
      wrapGenerate: async ({ doGenerate }) => {
        const whole = await doGenerate()
        const content = whole.content.map((part) =>
          part.type === 'text' ? { ...part, text: withoutThoughts(part.text) } : part,
        )
        if (thought(whole, content)) sawThinking(setting)
        return { ...whole, content }
      },
      wrapStream: async ({ doStream }) => {
        const { stream, ...rest } = await doStream()
        return { ...rest, stream: stream.pipeThrough(partThoughts(setting)) }
      },
    },
  })
}

function thought(whole: Whole, content: Whole['content']): boolean {
  return (
    (whole.usage.outputTokens.reasoning ?? 0) > 0 ||
    content.some(({ type }) => type === 'reasoning') ||
    content.some((part, index) => part.type === 'text' && lengthOf(whole.content[index]) > part.text.length)
  )
}

function lengthOf(part: Whole['content'][number] | undefined): number {
  return part?.type === 'text' ? part.text.length : 0
}

const THOUGHT = 'thought-in-text'

/** Parts the text of a stream into thoughts and what is said. A thought is a sign of life, and nothing else. */
function partThoughts(setting: HostedModel): TransformStream<Part, Part> {
  let filter = new WithoutThoughts({ startsThinking: startsThinking(setting) })
  let id: string | null = null
  let begun = false
  return new TransformStream<Part, Part>({
    transform(part, controller) {
      if (part.type === 'text-delta') {
        id = part.id
        const said = filter.push(part.delta)
        if (said !== '') return controller.enqueue({ ...part, delta: said })
        if (!begun) controller.enqueue({ type: 'reasoning-start', id: THOUGHT })
        begun = true
        return controller.enqueue({ type: 'reasoning-delta', id: THOUGHT, delta: part.delta })
      }
      // A server that parts the two by itself sends no thoughts as text.
      if (part.type === 'reasoning-start' && id === null) filter = new WithoutThoughts()
      if (part.type === 'reasoning-start') sawThinking(setting)
      if (part.type === 'text-end') return
      if (part.type === 'finish') {
        const cut = part.finishReason.unified === 'length'
        const rest = filter.end({ cut })
        if (id !== null && rest !== '') controller.enqueue({ type: 'text-delta', id, delta: rest })
        if (begun) controller.enqueue({ type: 'reasoning-end', id: THOUGHT })
        if (id !== null) controller.enqueue({ type: 'text-end', id })
        if (filter.thought || (part.usage.outputTokens.reasoning ?? 0) > 0) sawThinking(setting)
      }
      controller.enqueue(part)
    },
  })
}
