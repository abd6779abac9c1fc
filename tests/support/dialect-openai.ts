import { type Dialect, piecesOf, type Said } from './provider-dialect.ts'

const usage = {
  ...{ prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
  prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 0, accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 },
}
const envelope = { id: 'chatcmpl-1', created: 1_700_000_000, model: 'gpt-4.1-mini-2025-04-14', service_tier: 'default' }
const data = (event: object) => `data: ${JSON.stringify(event)}\n\n`
const chunk = (delta: object, finish_reason: string | null = null) =>
  data({
    ...{ ...envelope, object: 'chat.completion.chunk', system_fingerprint: 'fp_1', obfuscation: 'a1B2' },
    ...{ choices: [{ index: 0, delta, logprobs: null, finish_reason }], usage: null },
  })
const calls = ({ call }: Said) => (call === undefined ? [] : [call])
const finish = ({ call }: Said) => (call === undefined ? 'stop' : 'tool_calls')

/** OpenAI's chat completions. It thinks where nobody sees it. */
export const openai: Dialect = {
  path: /^\/chat\/completions$/,
  key: ({ authorization }) => authorization?.replace(/^Bearer /, ''),
  streams: (_, body) => body.stream === true,
  fault: ({ model, messages, stream, stream_options, tools }) => {
    if (typeof model !== 'string' || !Array.isArray(messages)) return 'model and messages are required'
    if (stream === undefined && stream_options !== undefined) return 'stream_options is only allowed with stream'
    const untyped = (tools ?? []).some((one) => one.type !== 'function')
    return untyped ? 'tools[0].type is missing' : null
  },
  refusal: (message) => ({ error: { message, type: 'invalid_request_error', param: null, code: null } }),
  stream: (said) => [
    chunk({ role: 'assistant', content: '', refusal: null }),
    ...said.pieces.map((content) => chunk({ content })),
    ...(said.fails
      ? [data({ error: { message: 'Overloaded', type: 'server_error', param: null, code: null } })]
      : [
          ...calls(said).flatMap(({ name, args }) => [
            chunk({ tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name, arguments: '' } }] }),
            ...piecesOf(JSON.stringify(args)).map((piece) =>
              chunk({ tool_calls: [{ index: 0, function: { arguments: piece } }] }),
            ),
          ]),
          chunk({}, finish(said)),
          data({ ...envelope, object: 'chat.completion.chunk', choices: [], usage }),
          'data: [DONE]\n\n',
        ]),
  ],
  whole: (said) => ({
    ...{ ...envelope, object: 'chat.completion', usage },
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: said.pieces.join(''), refusal: null, annotations: [] },
        ...{ logprobs: null, finish_reason: finish(said) },
      },
    ],
  }),
}
