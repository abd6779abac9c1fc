import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { pageTeller } from './page-teller.ts'
import { openPort } from './port.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A frame in a page of the shop's, which says what it wants and hears what it is told. */
function frame(name: string) {
  const heard: unknown[] = []
  const parent = { postMessage: (data: unknown, origin: string) => heard.push({ ...(data as object), origin }) }
  let listener = (_event: unknown) => {}
  const self = {
    name,
    parent,
    origin: 'https://baton.example',
    addEventListener: (_: string, hear: never) => (listener = hear),
  }
  const port = openPort(self as never, (origin) => origin === 'https://shop.example')
  const say = (baton: object, origin = 'https://shop.example') => listener({ source: parent, origin, data: { baton } })
  return { heard, say, page: pageTeller(port) }
}

const page = { url: 'https://shop.example/parcels', title: 'Parcels', referrer: '' }

test('the page around says which page it is, each time that it is asked', async () => {
  const { heard, say, page: ask } = frame('baton:{}')
  say({ kind: 'show' })
  const first = ask()
  expect(heard).toEqual([{ baton: { kind: 'page_asked' }, origin: 'https://shop.example' }])
  say({ kind: 'page', page })
  expect(await first).toEqual(page)
  const second = ask()
  say({ kind: 'page', page: { ...page, title: 'Cart' } })
  expect(await second).toEqual({ ...page, title: 'Cart' })
})

test('what is no text becomes harmless text, and nobody else is believed', async () => {
  const { say, page: ask } = frame('baton:{}')
  say({ kind: 'show' })
  const asked = ask()
  say({ kind: 'page', page }, 'https://eve.example')
  say({ kind: 'page', page: { url: 7, title: ['x'] } })
  expect(await asked).toEqual({ url: '7', title: 'x', referrer: '' })
})

test('a loader that does not answer holds nobody up, and a plain frame is not asked', async () => {
  const silent = frame('baton:{}')
  silent.say({ kind: 'show' })
  const asked = silent.page()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await asked).toBeNull()
  const plain = frame('somebody else’s')
  expect(await plain.page()).toBeNull()
  expect(plain.heard).toEqual([])
})
