import { expect, test } from 'vitest'
import { fieldErrors, isPassing, ProblemError, problemCode, readProblem, unreachable } from './problem.ts'

test('a problem of the server keeps its code, its detail and whatever else it says', () => {
  const problem = readProblem(409, {
    type: 'about:blank',
    title: 'Already claimed',
    status: 409,
    code: 'already_claimed',
    detail: 'Chidi has claimed this conversation.',
    claimedBy: { id: 'm2', name: 'Chidi' },
  })
  expect(problem).toMatchObject({ code: 'already_claimed', status: 409, claimedBy: { name: 'Chidi' } })
  expect(new ProblemError(problem).message).toBe('Chidi has claimed this conversation.')
})

test('an answer of the account endpoints is read by its code and message', () => {
  const problem = readProblem(401, { code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Invalid email or password' })
  expect(problem).toMatchObject({
    code: 'invalid_email_or_password',
    detail: 'Invalid email or password',
    status: 401,
  })
})

test('a page of a proxy becomes a problem with the status in its code', () => {
  expect(readProblem(502, undefined)).toMatchObject({ code: 'http_502', detail: 'The server answered 502.' })
})

test('no answer, a failing server and too many requests may pass; a refusal does not', () => {
  expect(isPassing(unreachable())).toBe(true)
  expect(isPassing(new ProblemError(readProblem(503, {})))).toBe(true)
  expect(isPassing(new ProblemError(readProblem(429, {})))).toBe(true)
  expect(isPassing(new ProblemError(readProblem(409, { code: 'not_holder' })))).toBe(false)
  expect(isPassing(new Error('a bug'))).toBe(false)
})

test('the wrong fields of a request are found by their name', () => {
  const error = new ProblemError(
    readProblem(400, { code: 'invalid_request', issues: [{ path: 'body.email', message: 'not an address' }] }),
  )
  expect(fieldErrors(error)).toEqual({ email: 'not an address' })
  expect(problemCode(error)).toBe('invalid_request')
  expect(fieldErrors(new Error('a bug'))).toEqual({})
})
