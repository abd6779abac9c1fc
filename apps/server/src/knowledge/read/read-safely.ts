import type { ChildProcess } from 'node:child_process'
import { type Document, type Reading, type Unread, unread } from './document.ts'
import type { SitemapReading } from './read-sitemap.ts'
import { createReadingProcesses, type ReadingMemory, type ReadingProcesses } from './reading-processes.ts'

export type ReadingLimits = ReadingMemory & {
  /** Time for one document, in milliseconds. */
  ms: number
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

/**
 * Reads documents in processes of their own, which are ended when one takes too long or too much memory: what somebody
 * uploads can neither hold up nor end the server. Rejects only when the signal aborts.
 */
export function createReadSafely(limits: ReadingLimits): ReadSafely {
  const processes = createReadingProcesses(limits)
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
      return await inProcess<Result>(task, { processes, limits, signal })
    } finally {
      leave()
    }
  }
  return {
    document: (document, signal) => run<Reading>({ kind: 'document', document, most: limits.characters }, signal),
    sitemap: (bytes, signal) => run<SitemapReading>({ kind: 'sitemap', bytes, most: limits.sitemapBytes }, signal),
  }
}

type Bounds = { processes: ReadingProcesses; limits: ReadingLimits; signal: AbortSignal }

async function inProcess<Result>(task: Task, { processes, limits, signal }: Bounds): Promise<Result | Unread> {
  const process = processes.take()
  const ending = new AbortController()
  let well = false
  try {
    return await Promise.race([
      outcome<Result>(process, task, ending.signal).then((result) => {
        well = result !== null
        return result ?? unread(tooMuch)
      }),
      after(limits.ms, ending.signal).then(() => unread(tooLong(limits.ms))),
      aborted(signal, ending.signal),
    ])
  } finally {
    ending.abort()
    processes.giveBack(process, well)
  }
}

const tooLong = (ms: number) =>
  `Reading it took longer than ${Math.round(ms / 1000)} seconds. Try a smaller part of it.`
const tooMuch = 'Reading it takes more memory than there is for one document. Try a smaller part of it.'

/** What the process answers; null when it ended instead, as it does when its memory does not suffice. */
function outcome<Result>(process: ChildProcess, task: Task, ended: AbortSignal): Promise<Result | null> {
  return new Promise((resolve) => {
    const answered = (answer: unknown) => resolve(answer as Result)
    const gone = () => resolve(null)
    process.once('message', answered).once('exit', gone)
    ended.addEventListener('abort', () => process.off('message', answered).off('exit', gone))
    process.send(task, (error) => error !== null && gone())
  })
}

function after(ms: number, ended: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    ended.addEventListener('abort', () => clearTimeout(timer))
  })
}

function aborted(signal: AbortSignal, ended: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    ended.addEventListener('abort', () => signal.removeEventListener('abort', stop))
  })
}
