import type { IncomingHttpHeaders } from 'node:http'

/** What a model comes up with. */
export type Said = {
  /** Thought aloud before the answer; never the customer's to read. */
  thought?: string
  /** The answer, in pieces as they come. */
  pieces: readonly string[]
  call?: { name: string; args: object }
  /** Within a stream that began well: the service's own word for being overloaded. */
  fails?: boolean
}

/** How one service speaks: what it wants of a request, and how it puts an answer. */
export type Dialect = {
  path: RegExp
  key: (headers: IncomingHttpHeaders) => string | undefined
  streams: (url: string, body: Body) => boolean
  /** Why the service would refuse this request; null when it would not. */
  fault: (body: Body, headers: IncomingHttpHeaders) => string | null
  refusal: (message: string) => object
  stream: (said: Said) => string[]
  whole: (said: Said) => object
}

/** A request, as far as the dialects look at it. */
export type Body = {
  model?: string
  stream?: boolean
  stream_options?: object
  max_tokens?: number
  temperature?: number
  messages?: { role: string }[]
  contents?: { role: string }[]
  tools?: { type?: string; input_schema?: object; functionDeclarations?: { parameters?: object }[] }[]
}

/** Why these messages would be refused: a chat begins and ends with what was asked, and takes turns. */
export function faultOfTurns(messages: readonly { role: string }[] | undefined): string | null {
  const roles = (messages ?? []).map(({ role }) => role)
  if (roles[0] !== 'user') return 'the first message must use the user role'
  if (roles.at(-1) !== 'user') return 'the last message must use the user role'
  return roles.some((role, index) => role === roles[index - 1]) ? 'roles must alternate' : null
}

/** A text in the small pieces in which services send it. */
export function piecesOf(text: string, size = 9): string[] {
  return text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? []
}
