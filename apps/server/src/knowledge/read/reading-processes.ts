import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Processes for documents. One that has read its document well waits a while for the next, because a new one takes its time. */
export type ReadingProcesses = {
  take: () => ChildProcess
  /** Gives a process back; one that misbehaved, or has done enough, is ended. */
  giveBack: (process: ChildProcess, well: boolean) => void
}

/** Memory in megabytes: of the whole process, and of the parser's own objects. */
export type ReadingMemory = { processMb: number; heapMb: number }

/** After so many documents a process is replaced, whatever it may have gathered. */
const MOST_DOCUMENTS = 50
const IDLE_MS = 10_000
const entry = fileURLToPath(new URL('./reading-process.ts', import.meta.url))

export function createReadingProcesses(memory: ReadingMemory): ReadingProcesses {
  const idle: { process: ChildProcess; wake: () => void }[] = []
  const used = new WeakMap<ChildProcess, number>()
  return {
    take: () => {
      const waiting = idle.pop()
      waiting?.wake()
      const process = waiting?.process ?? newProcess(memory)
      used.set(process, (used.get(process) ?? 0) + 1)
      process.ref()
      process.channel?.ref()
      return process
    },
    giveBack: (process, well) => {
      if (!well || (used.get(process) ?? 0) >= MOST_DOCUMENTS) return end(process)
      const leave = () => {
        wake()
        const index = idle.findIndex((one) => one.process === process)
        if (index >= 0) idle.splice(index, 1)
        end(process)
      }
      process.once('exit', leave)
      const ending = setTimeout(leave, IDLE_MS)
      const wake = () => {
        clearTimeout(ending)
        process.off('exit', leave)
      }
      // A process that waits keeps no server alive.
      ending.unref()
      process.unref()
      process.channel?.unref()
      idle.push({ process, wake })
    },
  }
}

function end(process: ChildProcess): void {
  process.kill('SIGKILL')
}

function newProcess({ processMb, heapMb }: ReadingMemory): ChildProcess {
  const process = fork(entry, [String(processMb), String(heapMb)], {
    // Neither the server's secrets nor its settings are a parser's business, and what it prints is none of the log's.
    env: {},
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  })
  // What became of it is told by its exit.
  process.on('error', () => {})
  return process
}
