import type { Problem as ServerProblem } from '@baton/protocol'

/** A problem as the server words it, or as we word it for answers that are none of ours (a proxy's page, silence). */
export type Problem = Pick<
  ServerProblem,
  'type' | 'title' | 'status' | 'detail' | 'instance' | 'issues' | 'claimedBy' | 'claimedAt' | 'state'
> & { code: string; conversations?: { escalated: number; active: number } }

/** An answer of the server that is not a success, or no answer at all (`status` 0, `code` `unreachable`). */
export class ProblemError extends Error {
  readonly status: number
  readonly code: string
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail)
    this.name = 'ProblemError'
    this.status = problem.status
    this.code = problem.code
    this.problem = problem
  }
}

/** The request did not reach the server, or its answer did not reach us. Asking again is safe for everything we send. */
export function unreachable(): ProblemError {
  return new ProblemError({
    type: 'about:blank',
    title: 'No answer',
    status: 0,
    code: 'unreachable',
    detail: 'The server did not answer. Check the connection and try again.',
  })
}

/**
 * Reads the body of an unsuccessful answer, whoever wrote it: problem+json, the account endpoints' `{code, message}`,
 * or a proxy's page (`body` is then undefined).
 */
export function readProblem(status: number, body: unknown): Problem {
  const said = isRecord(body) ? body : {}
  return {
    ...said,
    type: text(said.type) ?? 'about:blank',
    title: text(said.title) ?? `HTTP ${status}`,
    status,
    code: (text(said.code) ?? `http_${status}`).toLowerCase(),
    detail: text(said.detail) ?? text(said.message) ?? text(said.title) ?? `The server answered ${status}.`,
  }
}

/** The code of a problem, or undefined when `error` is something else. */
export function problemCode(error: unknown): string | undefined {
  return error instanceof ProblemError ? error.code : undefined
}

/** Whether trying the same again could help: no answer, a failing server, or too many requests. */
export function isPassing(error: unknown): boolean {
  return error instanceof ProblemError && (error.status === 0 || error.status === 429 || error.status >= 500)
}

/** Which field is wrong and why, by the field's name, from `invalid_request`. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ProblemError)) return {}
  return Object.fromEntries((error.problem.issues ?? []).map((issue) => [lastPart(issue.path), issue.message]))
}

const lastPart = (path: string) => path.split(/[./]/).at(-1) ?? path

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
