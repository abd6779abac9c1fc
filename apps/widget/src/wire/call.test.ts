import { afterEach, expect, test, vi } from 'vitest'
import { call } from './call.ts'

afterEach(() => void vi.unstubAllGlobals())

test('what is sent goes on when the page is left, as far as browsers carry it', async () => {
  const asked: RequestInit[] = []
  vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
    asked.push(init)
    return new Response(null, { status: 204 })
  })
  await call('/conversations/c/messages', 'token', { text: 'Bye' })
  await call('/conversations/c/forms/x', 'token', { text: 'long '.repeat(20_000) })
  await call('/conversations/c', 'token')
  expect(asked.map(({ method, keepalive }) => [method, keepalive])).toEqual([
    ['POST', true],
    ['POST', false],
    [undefined, undefined],
  ])
})
