import type { Problem, ProblemCode } from '@baton/protocol'

type Extra = Omit<Partial<Problem>, 'type' | 'title' | 'status' | 'code' | 'detail'>

/** Ends a request with a problem answer. Thrown, because that is how a Fastify request is ended from anywhere. */
export class Refused extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.code)
    this.problem = problem
  }
}

/** Ends the request: `throw refuse(404, 'not_found', 'Not found', '…')`. */
export function refuse(status: number, code: ProblemCode, title: string, detail: string, extra: Extra = {}): Refused {
  return new Refused(problem(status, code, title, detail, extra))
}

export function problem(status: number, code: ProblemCode, title: string, detail: string, extra: Extra = {}): Problem {
  return { type: `urn:baton:problem:${code}`, title, status, code, detail, ...extra }
}

export const notFound = () => refuse(404, 'not_found', 'Not found', 'There is nothing here, or it is not yours to see.')
export const unauthorized = () =>
  refuse(401, 'unauthorized', 'Not signed in', 'Sign in, or send a valid key or token, and try again.')
export const forbidden = (right: string) =>
  refuse(403, 'forbidden', 'Not allowed', 'Your role does not allow this. An owner or admin can change it.', { right })
