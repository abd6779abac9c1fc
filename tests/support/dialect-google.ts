import { type Dialect, faultOfTurns, type Said } from './provider-dialect.ts'

const usageMetadata = { promptTokenCount: 100, candidatesTokenCount: 20, totalTokenCount: 120 }

function answer(parts: readonly object[], finishReason?: string) {
  const candidate = {
    content: { parts, role: 'model' },
    index: 0,
    ...(finishReason === undefined ? {} : { finishReason }),
  }
  return { candidates: [candidate], usageMetadata, modelVersion: 'gemini-2.5-flash', responseId: 'r1' }
}

// The service ends its lines so.
const data = (event: object) => `data: ${JSON.stringify(event)}\r\n\r\n`

function partsOf({ thought, pieces, call }: Said): object[] {
  return [
    ...(thought === undefined ? [] : [{ text: thought, thought: true }]),
    ...pieces.map((text) => ({ text })),
    ...(call === undefined ? [] : [{ functionCall: call, thoughtSignature: 'c2lnbmVk' }]),
  ]
}

/** What Google's schemas of arguments do not know. */
const unknownToSchemas = /"(\$schema|additionalProperties)":/

/** Google's generateContent. */
export const google: Dialect = {
  path: /^\/models\/[\w.-]+:(generateContent|streamGenerateContent\?alt=sse)$/,
  key: (headers) => headers['x-goog-api-key']?.toString(),
  streams: (url) => url.includes(':stream'),
  fault: ({ contents, tools }) => {
    const declared = (tools ?? []).flatMap((one) => one.functionDeclarations ?? [])
    const unknown = unknownToSchemas.exec(JSON.stringify(declared.map(({ parameters }) => parameters ?? {})))?.[1]
    if (unknown !== undefined) return `Invalid JSON payload received. Unknown name "${unknown}"`
    return faultOfTurns(contents)
  },
  refusal: (message) => ({ error: { code: 400, message, status: 'INVALID_ARGUMENT' } }),
  stream: (said) => {
    const parts = partsOf(said)
    const events = parts.map((part, index) => data(answer([part], index === parts.length - 1 ? 'STOP' : undefined)))
    if (!said.fails) return events
    return [...events.slice(0, -1), data({ error: { code: 503, message: 'Overloaded', status: 'UNAVAILABLE' } })]
  },
  whole: (said) => answer([{ text: said.pieces.join('') }], 'STOP'),
}
