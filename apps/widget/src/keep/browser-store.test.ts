import { expect, test, vi } from 'vitest'
import { openStore } from './browser-store.ts'

function fakeStorage(): Storage {
  const items = new Map<string, string>()
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
    key: (index) => [...items.keys()][index] ?? null,
    get length() {
      return items.size
    },
  }
}

test('what one bot keeps is not seen by another', () => {
  const storage = fakeStorage()
  openStore('robo', () => storage).write('draft', 'Hello')
  expect(openStore('robo', () => storage).read('draft')).toBe('Hello')
  expect(openStore('mika', () => storage).read('draft')).toBeUndefined()
})

test('blocked storage keeps things for the visit', () => {
  const store = openStore('robo', () => {
    throw new DOMException('blocked', 'SecurityError')
  })
  store.write('draft', { text: 'Hello' })
  expect(store.read('draft')).toEqual({ text: 'Hello' })
  store.forget('draft')
  expect(store.read('draft')).toBeUndefined()
})

test('full storage keeps the newest value in memory, not the old one on disk', () => {
  const storage = fakeStorage()
  const store = openStore('robo', () => storage)
  store.write('draft', 'old')
  const setItem = vi.spyOn(storage, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  store.write('draft', 'new')
  expect(store.read('draft')).toBe('new')
  setItem.mockRestore()
  store.write('draft', 'newer')
  expect(storage.getItem('baton:robo:draft')).toBe('"newer"')
})

test('names what is kept, on disk and in memory', () => {
  const storage = fakeStorage()
  openStore('mika', () => storage).write('outbox:z', 1)
  const store = openStore('robo', () => storage)
  store.write('outbox:a', 1)
  store.write('draft', 1)
  vi.spyOn(storage, 'setItem').mockImplementation(() => {})
  store.write('outbox:b', 1)
  expect(store.names('outbox:').toSorted()).toEqual(['outbox:a', 'outbox:b'])
})

test('a broken value reads as nothing', () => {
  const storage = fakeStorage()
  storage.setItem('baton:robo:outbox', '[{')
  expect(openStore('robo', () => storage).read('outbox')).toBeUndefined()
})
