import { ProblemError, readProblem, unreachable } from './problem.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type Query = Record<string, string | number | boolean | null | undefined>

/** Builds a path with its query; what is null, undefined or empty is left out. */
export function withQuery(path: string, query: Query): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') params.set(name, String(value))
  }
  return params.size === 0 ? path : `${path}?${params}`
}

/** Asks the server and returns its JSON (undefined for 204). Throws `ProblemError` for anything but success. */
export async function request<Answer>(method: Method, path: string, body?: unknown): Promise<Answer> {
  const response = await send(path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  return (await readJson(response)) as Answer
}

export const get = <Answer>(path: string): Promise<Answer> => request<Answer>('GET', path)
export const post = <Answer>(path: string, body?: unknown): Promise<Answer> => request<Answer>('POST', path, body)
export const put = <Answer>(path: string, body: unknown): Promise<Answer> => request<Answer>('PUT', path, body)
export const patch = <Answer>(path: string, body: unknown): Promise<Answer> => request<Answer>('PATCH', path, body)
export const remove = <Answer = void>(path: string, body?: unknown): Promise<Answer> =>
  request<Answer>('DELETE', path, body)

/** Sends a file as it is. */
export async function putFile<Answer>(path: string, file: Blob): Promise<Answer> {
  const response = await send(path, { method: 'PUT', body: file, headers: { 'content-type': file.type } })
  return (await readJson(response)) as Answer
}

const known = new Map<string, { etag: string; answer: unknown }>()
const KEEP_KNOWN = 40

/** Like `get`, but spares the answer when nothing has changed (`ETag`, 304): then the very same object comes back. */
export async function getUnlessKnown<Answer>(path: string): Promise<Answer> {
  const last = known.get(path)
  const response = await send(path, last ? { headers: { 'if-none-match': last.etag } } : {})
  if (response.status === 304 && last) return last.answer as Answer
  const answer = await readJson(response)
  const etag = response.headers.get('etag')
  if (etag) remember(path, { etag, answer })
  return answer as Answer
}

/** Forgets what was read for another member. */
export function forgetKnown(): void {
  known.clear()
}

function remember(path: string, entry: { etag: string; answer: unknown }): void {
  known.delete(path)
  known.set(path, entry)
  const oldest = known.keys().next().value
  if (known.size > KEEP_KNOWN && oldest !== undefined) known.delete(oldest)
}

async function send(path: string, init: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetch(path, { credentials: 'same-origin', ...init })
  } catch {
    throw unreachable()
  }
  if (response.ok || response.status === 304) return response
  const body: unknown = await response.json().catch(() => undefined)
  throw new ProblemError(readProblem(response.status, body))
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text().catch(() => {
    throw unreachable()
  })
  return text === '' ? undefined : JSON.parse(text)
}
