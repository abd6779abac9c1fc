import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Documented, documentedBy } from '../pages/api-document.ts'
import { type Servers, startServers } from '../support/servers.ts'

const dashboard = fileURLToPath(new URL('../../apps/dashboard/src/', import.meta.url))
const methods = {
  get: 'GET',
  getUnlessKnown: 'GET',
  post: 'POST',
  put: 'PUT',
  putFile: 'PUT',
  patch: 'PATCH',
  remove: 'DELETE',
}

let servers: Servers
let documented: Documented

beforeAll(async () => {
  servers = await startServers('sqlite')
  documented = await documentedBy(servers.first.url)
}, 60_000)
afterAll(() => servers.close())

const sources = (readdirSync(dashboard, { recursive: true }) as string[])
  .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
  .map((file) => ({ file, text: readFileSync(join(dashboard, file), 'utf8') }))

/** Every call of `api/`: its method, and its path with `x` for what is filled in. */
function callsIn(text: string): [method: string, path: string][] {
  const call =
    /\b(get|getUnlessKnown|post|put|putFile|patch|remove)(?:<[^>(]*>)?\(\s*(?:withQuery\(\s*)?(['`])(\/[^'`]*)\2/g
  return [...text.matchAll(call)].map(([, name = '', , path = '']) => [
    methods[name as keyof typeof methods],
    path.replaceAll(/\$\{[^}]*\}/g, 'x').split('?')[0] ?? '',
  ])
}

test('whatever the dashboard can ask for is a route of the OpenAPI document', () => {
  const calls = sources.flatMap(({ file, text }) => callsIn(text).map((call) => [file, ...call] as const))
  expect(calls.length).toBeGreaterThan(40)
  const unknown = calls.filter(([, method, path]) => !documented(method, path))
  expect(unknown).toEqual([])
})

test('the dashboard speaks to the server in one place, but for uploads that show how far they are and answers that stream', () => {
  const speaking = sources
    .filter(({ text }) => /\bfetch\(|XMLHttpRequest|sendBeacon/.test(text))
    .map(({ file }) => file)
  expect(speaking.sort()).toEqual(['knowledge.ts', 'preview.ts', 'request.ts'].map((file) => join('api', file)))
})
