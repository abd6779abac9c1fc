import { Worker } from 'node:worker_threads'
import { type Document, type Reading, type Unread, unread } from './document.ts'
import type { SitemapReading } from './read-sitemap.ts'

export type ReadingLimits = {
  /** Time for one document, in milliseconds. */
  ms: number
  /** Memory of the thread's own objects, in megabytes. */
  heapMb: number
  /** Memory of buffers beside them, in megabytes. */
  buffersMb: number
  /** Documents that are read at once. */
  atOnce: number
  /** Characters that a document may have. */
  characters: number
  /** Bytes that a sitemap may unpack to. */
  sitemapBytes: number
}

export type Task =
  | { kind: 'document'; document: Document; most: number }
  | { kind: 'sitemap'; bytes: Uint8Array; most: number }

export type ReadSafely = {
  document: (document: Document, signal: AbortSignal) => Promise<Reading>
  sitemap: (bytes: Uint8Array, signal: AbortSignal) => Promise<SitemapReading>
}

const LOOK_EVERY_MS = 100

/**
 * Reads documents in a thread for each, which is ended when it takes too long or too much memory: what somebody uploads
 * can neither hold up nor end the server. Rejects only when the signal aborts.
 */
export function createReadSafely(limits: ReadingLimits): ReadSafely {
  const waiting: (() => void)[] = []
  let running = 0
  const enter = async () => {
    if (running >= limits.atOnce) await new Promise<void>((go) => waiting.push(go))
    else running += 1
  }
  const leave = () => {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
  const run = async <Result>(task: Task, signal: AbortSignal): Promise<Result | Unread> => {
    await enter()
    try {
      signal.throwIfAborted()
      return await inThread<Result>(task, limits, signal)
    } finally {
      leave()
    }
  }
  return {
    document: (document, signal) => run<Reading>({ kind: 'document', document, most: limits.characters }, signal),
    sitemap: (bytes, signal) => run<SitemapReading>({ kind: 'sitemap', bytes, most: limits.sitemapBytes }, signal),
  }
}

async function inThread<Result>(task: Task, limits: ReadingLimits, signal: AbortSignal): Promise<Result | Unread> {
  const worker = new Worker(new URL('./reading-thread.ts', import.meta.url), {
    workerData: task,
    env: {},
    // What parsers print is no concern of the server's log.
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMb },
  })
  const ending = new AbortController()
  try {
    return await Promise.race([
      outcome<Result>(worker),
      after(limits.ms, ending.signal).then(() => unread(tooLong(limits.ms))),
      tooMuchMemory(worker, limits.buffersMb, ending.signal).then(() => unread(tooMuch)),
      aborted(signal, ending.signal),
    ])
  } finally {
    ending.abort()
    await worker.terminate()
  }
}

const tooLong = (ms: number) =>
  `Reading it took longer than ${Math.round(ms / 1000)} seconds. Try a smaller part of it.`
const tooMuch = 'Reading it takes more memory than there is for one document. Try a smaller part of it.'

function outcome<Result>(worker: Worker): Promise<Result | Unread> {
  return new Promise((resolve) => {
    worker.once('message', resolve)
    worker.once('error', (error) => {
      const full = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      resolve(unread(full ? tooMuch : 'The file is damaged.'))
    })
    worker.once('exit', () => resolve(unread('The file is damaged.')))
  })
}

function after(ms: number, ended: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    ended.addEventListener('abort', () => clearTimeout(timer))
  })
}

/** Buffers are outside what `resourceLimits` counts; a packed file can unpack into gigabytes of them. */
function tooMuchMemory(worker: Worker, mostMb: number, ended: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(async () => {
      const { external_memory } = await worker.getHeapStatistics().catch(() => ({ external_memory: 0 }))
      if (external_memory > mostMb * 1024 * 1024) resolve()
    }, LOOK_EVERY_MS)
    ended.addEventListener('abort', () => clearInterval(timer))
  })
}

function aborted(signal: AbortSignal, ended: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    ended.addEventListener('abort', () => signal.removeEventListener('abort', stop))
  })
}
