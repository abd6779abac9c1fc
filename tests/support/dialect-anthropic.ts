import { type Dialect, faultOfTurns, piecesOf, type Said } from './provider-dialect.ts'

const event = (type: string, rest: object = {}) => `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`
const envelope = { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-sonnet-4-5-20250929' }
const cached = { cache_creation_input_tokens: 0, cache_read_input_tokens: 0, service_tier: 'standard' }

function block(index: number, content_block: object, deltas: readonly object[]): string[] {
  return [
    event('content_block_start', { index, content_block }),
    ...(index === 0 ? [event('ping')] : []),
    ...deltas.map((delta) => event('content_block_delta', { index, delta })),
    event('content_block_stop', { index }),
  ]
}

function thinking({ thought }: Said): [object, object[]][] {
  if (thought === undefined) return []
  const deltas = [
    { type: 'thinking_delta', thinking: thought },
    { type: 'signature_delta', signature: 'c2lnbmVk' },
  ]
  return [[{ type: 'thinking', thinking: '', signature: '' }, deltas]]
}

function calling({ call }: Said): [object, object[]][] {
  if (call === undefined) return []
  const pieces = ['', ...piecesOf(JSON.stringify(call.args))]
  const deltas = pieces.map((partial_json) => ({ type: 'input_json_delta', partial_json }))
  return [[{ type: 'tool_use', id: 'toolu_1', name: call.name, input: {} }, deltas]]
}

/** Anthropic's messages. */
export const anthropic: Dialect = {
  path: /^\/messages$/,
  key: (headers) => headers['x-api-key']?.toString(),
  streams: (_, body) => body.stream === true,
  fault: ({ max_tokens, messages, tools, temperature }, headers) => {
    if (headers['anthropic-version'] === undefined) return 'anthropic-version: header is required'
    if (!Number.isInteger(max_tokens)) return 'max_tokens: Field required'
    if (temperature !== undefined && (temperature < 0 || temperature > 1)) return 'temperature: range: 0..1'
    if ((tools ?? []).some((one) => one.input_schema === undefined)) return 'input_schema'
    return faultOfTurns(messages)
  },
  refusal: (message) => ({ type: 'error', error: { type: 'invalid_request_error', message }, request_id: 'req_1' }),
  stream: (said) => {
    const deltas = said.pieces.map((text) => ({ type: 'text_delta', text }))
    const blocks = [...thinking(said), [{ type: 'text', text: '' }, deltas] as const, ...calling(said)]
    const usage = { input_tokens: 100, output_tokens: 1, ...cached }
    const started = { ...envelope, content: [], stop_reason: null, stop_sequence: null, usage }
    const stop_reason = said.call === undefined ? 'end_turn' : 'tool_use'
    return [
      event('message_start', { message: started }),
      ...blocks.flatMap(([content, parts], index) => block(index, content, parts)),
      ...(said.fails
        ? [event('error', { error: { type: 'overloaded_error', message: 'Overloaded' } })]
        : [
            event('message_delta', { delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: 20 } }),
            event('message_stop'),
          ]),
    ]
  },
  whole: ({ pieces }) => ({
    ...{ ...envelope, stop_reason: 'end_turn', stop_sequence: null },
    content: [{ type: 'text', text: pieces.join('') }],
    usage: { input_tokens: 100, output_tokens: 20, ...cached },
  }),
}
