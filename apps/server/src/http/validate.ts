import type { FastifyReply, FastifyRequest } from 'fastify'
import { validatorCompiler } from 'fastify-type-provider-zod'
import { refuse } from './problems.ts'

type Compiler = typeof validatorCompiler

/**
 * Judges what comes in by the route's schema. NUL is in no name, id or address: PostgreSQL keeps no text that holds one, so it is
 * refused here for both databases. Only `text` of a body has rules of its own (a message's, and those of knowledge). A
 * search parameter without a value is one that was not given.
 */
export const compileValidator: Compiler = (route) => {
  const judge = validatorCompiler(route)
  const part = route.httpPart ?? ''
  const texts = part === 'body' ? ['text'] : []
  return (data) => {
    const judged = judge(part === 'querystring' ? withoutEmpty(data) : data)
    // Looked for in what has passed, whose depth the schema has limited.
    const passed = typeof judged === 'object' && 'value' in judged ? judged.value : undefined
    const where = placeOfNul(passed, part, texts)
    return where === undefined ? judged : { error: holdsNul(where) }
  }
}

/** An id with NUL in it is nobody's, on pages and in the API alike. */
export async function refuseNulInPath(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const [path = ''] = request.url.split('?')
  if (path.includes('%00')) reply.callNotFound()
}

function withoutEmpty(query: unknown): unknown {
  if (typeof query !== 'object' || query === null) return query
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''))
}

function placeOfNul(value: unknown, path: string, except: readonly string[] = []): string | undefined {
  if (typeof value === 'string') return value.includes('\u0000') ? path : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, inner] of Object.entries(value)) {
    const where = except.includes(key) ? undefined : placeOfNul(inner, `${path}/${key}`)
    if (where !== undefined) return where
  }
  return undefined
}

function holdsNul(path: string) {
  const issues = [{ path, message: 'Must not hold the character NUL' }]
  return refuse(400, 'invalid_request', 'Check the request', 'Some fields are wrong; `issues` names them.', { issues })
}
