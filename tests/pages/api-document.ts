import { call } from '../support/api.ts'

type Document = { paths: Record<string, Record<string, unknown>> }

/** Whether a request is one that the server's OpenAPI document names. */
export type Documented = (method: string, path: string) => boolean

/** Reads the document that a server serves. A part of a path in braces stands for anything without a slash. */
export async function documentedBy(url: string): Promise<Documented> {
  const { body } = await call<Document>(url, '/api/openapi.json')
  const routes = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), pattern: patternOf(path) })),
  )
  return (method, path) => routes.some((route) => route.method === method && route.pattern.test(path))
}

function patternOf(path: string): RegExp {
  const parts = path.split(/\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('[^/]+')}$`)
}
