import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

export type ChatMessage = { role: string; content: string | null | { type: string; text?: string }[] }
export type ChatRequest = {
  model: string
  stream?: boolean
  messages: ChatMessage[]
  tools?: { type: 'function'; function: { name: string; description?: string; parameters: unknown } }[]
  temperature?: number
  max_tokens?: number
  max_completion_tokens?: number
}

/** Milliseconds since the epoch, finer than a clock shows them. */
const now = () => performance.timeOrigin + performance.now()

/** One step of an answer, in order. */
export type Step =
  /** Text, in pieces of `size` characters with `everyMs` between them. */
  | { say: string; size?: number; everyMs?: number }
  /** Thought, in the field that vLLM and DeepSeek have for it. */
  | { think: string }
  /** A tool call; the arguments come as the text that they are here, split over chunks. */
  | { call: string; args: string; size?: number; everyMs?: number }
  | { pauseMs: number }
  /** Nothing more comes, and the connection stays open. */
  | { stall: true }
  /** The same text for ever. */
  | { endless: string; everyMs?: number }
  /** The connection breaks. */
  | { breakOff: true }
  /** Bytes as they are. */
  | { raw: string }
  | { finish: string }

/** How the service answers one request. */
export type Script =
  | { status: number; body?: unknown; headers?: Record<string, string>; raw?: string; afterMs?: number }
  /** Never an answer. */
  | { silent: true }
  | readonly Step[]

export type Heard = {
  request: ChatRequest
  headers: IncomingMessage['headers']
  at: number
  goneAt: number | null
  /** When the whole answer had been sent. */
  endedAt: number | null
}

export type FakeProvider = Awaited<ReturnType<typeof startFakeProvider>>

/**
 * A model service on a loopback port that speaks OpenAI's chat API over real HTTP: streams, tool calls in pieces, errors,
 * stalls. `script` says how to answer each request.
 */
export async function startFakeProvider(script: (request: ChatRequest, heard: Heard) => Script) {
  const heard: Heard[] = []
  const verdicts: Heard[] = []
  let answer = script
  let judge: typeof script = () => [{ say: 'NO' }]
  const all = {
    listOf: (request: ChatRequest) => (asksForVerdict(request) ? verdicts : heard),
    script: (request: ChatRequest, one: Heard) => (asksForVerdict(request) ? judge : answer)(request, one),
  }
  const server = createServer((incoming, outgoing) => {
    void respond(incoming, outgoing, all).catch(() => outgoing.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    baseUrl: `http://127.0.0.1:${port}/v1`,
    heard,
    /** The requests whether a text promises a human; they are not among `heard`. */
    verdicts,
    /** From now on it judges so; at first it sees no promise in anything. */
    judge: (next: typeof script) => {
      judge = next
    },
    /** From now on it answers so. */
    answer: (next: typeof script) => {
      answer = next
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function respond(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  {
    listOf,
    script,
  }: { listOf: (request: ChatRequest) => Heard[]; script: (request: ChatRequest, heard: Heard) => Script },
) {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  if (incoming.url !== '/v1/chat/completions') return sendJson(outgoing, 404, { error: { message: 'no such path' } })
  const request: ChatRequest = JSON.parse(Buffer.concat(chunks).toString('utf8'))
  const one: Heard = { request, headers: incoming.headers, at: now(), goneAt: null, endedAt: null }
  listOf(request).push(one)
  outgoing.on('close', () => {
    if (outgoing.writableEnded) one.endedAt = now()
    else one.goneAt = now()
  })
  const how = script(request, one)
  if ('silent' in how) return
  if ('status' in how) {
    if (how.afterMs !== undefined) await pause(how.afterMs)
    if (how.raw !== undefined) return outgoing.writeHead(how.status, how.headers).end(how.raw)
    return sendJson(outgoing, how.status, how.body ?? { error: { message: 'it failed' } }, how.headers)
  }
  if (request.stream === true) await stream(outgoing, request, how, one)
  else sendJson(outgoing, 200, whole(request, how))
}

function sendJson(outgoing: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
  outgoing.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

async function stream(outgoing: ServerResponse, request: ChatRequest, steps: readonly Step[], one: Heard) {
  outgoing.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
  const gone = () => one.goneAt !== null || outgoing.destroyed
  const send = async (delta: object, finish: string | null = null) => {
    const choice = { index: 0, delta, finish_reason: finish }
    const event = { ...envelope(request), object: 'chat.completion.chunk', choices: [choice] }
    await write(outgoing, `data: ${JSON.stringify(event)}\n\n`)
  }
  let calls = 0
  let finish: string | null = null
  await send({ role: 'assistant', content: '' })
  for (const step of steps) {
    if (gone()) return
    if ('pauseMs' in step) await pause(step.pauseMs)
    else if ('stall' in step) return
    else if ('breakOff' in step) {
      outgoing.destroy()
      return
    } else if ('raw' in step) await write(outgoing, step.raw)
    else if ('finish' in step) finish = step.finish
    else if ('think' in step) for (const piece of piecesOf(step.think, 9)) await send({ reasoning_content: piece })
    else if ('endless' in step) {
      while (!gone()) {
        await send({ content: step.endless })
        await pause(step.everyMs ?? 1)
      }
      return
    } else if ('say' in step) {
      for (const piece of piecesOf(step.say, step.size ?? 5)) {
        if (gone()) return
        await send({ content: piece })
        if (step.everyMs !== undefined) await pause(step.everyMs)
      }
    } else {
      finish ??= 'tool_calls'
      const index = calls++
      const named = { index, id: `call_${index}`, type: 'function', function: { name: step.call, arguments: '' } }
      await send({ tool_calls: [named] })
      for (const piece of piecesOf(step.args, step.size ?? 7)) {
        if (gone()) return
        await send({ tool_calls: [{ index, function: { arguments: piece } }] })
        if (step.everyMs !== undefined) await pause(step.everyMs)
      }
    }
  }
  await send({}, finish ?? 'stop')
  await write(outgoing, `data: ${JSON.stringify({ ...envelope(request), choices: [], usage })}\n\n`)
  outgoing.end('data: [DONE]\n\n')
}

async function write(outgoing: ServerResponse, text: string) {
  if (outgoing.write(text) || outgoing.destroyed) return
  await new Promise<void>((resolve) => {
    outgoing.once('drain', resolve)
    outgoing.once('close', resolve)
  })
}

/** What every answer of the fake costs. */
export const usage = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 }

function envelope(request: ChatRequest) {
  return { id: 'chatcmpl-1', created: 1_700_000_000, model: request.model }
}

function whole(request: ChatRequest, steps: readonly Step[]) {
  const content = steps.map((step) => ('say' in step ? step.say : '')).join('')
  const calls = steps.flatMap((step, index) =>
    'call' in step
      ? [{ id: `call_${index}`, type: 'function', function: { name: step.call, arguments: step.args } }]
      : [],
  )
  const thought = steps.map((step) => ('think' in step ? step.think : '')).join('')
  const message = {
    ...{ role: 'assistant', content },
    ...(thought === '' ? {} : { reasoning_content: thought }),
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  }
  const said = steps.flatMap((step) => ('finish' in step ? [step.finish] : []))[0]
  const finish = said ?? (calls.length > 0 ? 'tool_calls' : 'stop')
  return {
    ...{ ...envelope(request), object: 'chat.completion', usage },
    choices: [{ index: 0, message, finish_reason: finish }],
  }
}

function piecesOf(text: string, size: number): string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
    text.slice(index * size, (index + 1) * size),
  )
}

/** Whether a bot asks what to make of its own text. */
function asksForVerdict(request: ChatRequest): boolean {
  return toldTo(request).includes('You check what a chat bot is about to tell a customer')
}

/** Everything that the request tells the model, as one text. */
export function toldTo({ messages }: ChatRequest): string {
  const textOf = ({ content }: ChatMessage) =>
    typeof content === 'string' ? content : (content ?? []).map((part) => part.text ?? '').join('')
  return messages.map((message) => `${message.role}: ${textOf(message)}`).join('\n')
}
