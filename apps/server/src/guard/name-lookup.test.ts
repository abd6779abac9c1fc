import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import { createNameLookup } from './name-lookup.ts'

const here = [{ address: '203.0.113.7', family: 4 }]

/** The system with so few threads: each name holds one until it is found, or until `release`. */
function system(threads: number) {
  const dead = Promise.withResolvers<never>()
  dead.promise.catch(() => {})
  let free = threads
  const waiting: (() => void)[] = []
  const asked: string[] = []
  const lookup = async (host: string) => {
    asked.push(host)
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve))
    free--
    try {
      return host.startsWith('dead') ? await dead.promise : here
    } finally {
      free++
      waiting.shift()?.()
    }
  }
  return { lookup, asked, release: () => dead.reject(new Error('no answer')) }
}

describe('looking names up', () => {
  test('WH30: however many names have servers that do not answer, those that are found are found at once', async () => {
    const { lookup, asked } = system(4)
    const resolve = createNameLookup({ lookup, places: 3 })
    expect(await resolve('live.example')).toEqual(here)
    for (let index = 0; index < 40; index++) void resolve(`dead-${index}.example`)
    await sleep(10)
    expect(await resolve('live.example')).toEqual(here)
    expect(asked.filter((host) => host.startsWith('dead'))).toHaveLength(3)
  })

  test('WH30: one that hangs has one place, however often it is asked for', async () => {
    const { lookup, asked, release } = system(4)
    const resolve = createNameLookup({ lookup, places: 3 })
    const all = Array.from({ length: 10 }, () => resolve('dead.example').catch(() => 'not found'))
    expect(await resolve('new.example')).toEqual(here)
    release()
    expect(new Set(await Promise.all(all))).toEqual(new Set(['not found']))
    expect(asked).toEqual(['dead.example', 'new.example'])
  })

  test('one that was found and then hangs counts among those that hang, until it is found at once again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    try {
      const answers = [Promise.resolve(here), Promise.withResolvers<typeof here>(), Promise.resolve(here)]
      const asked: string[] = []
      const lookup = (host: string) => {
        asked.push(host)
        if (host !== 'moody.example') return Promise.resolve(here)
        const answer = answers.shift()
        return answer !== undefined && 'promise' in answer ? answer.promise : Promise.resolve(here)
      }
      const resolve = createNameLookup({ lookup, places: 1 })
      const [, second] = answers
      await resolve('moody.example')
      const slow = resolve('moody.example')
      await vi.advanceTimersByTimeAsync(1_500)
      const unknown = resolve('new.example')
      await vi.advanceTimersByTimeAsync(0)
      expect(asked).toEqual(['moody.example', 'moody.example'])
      if (second !== undefined && 'resolve' in second) second.resolve(here)
      expect(await slow).toEqual(here)
      expect(await unknown).toEqual(here)
    } finally {
      vi.useRealTimers()
    }
  })
})
