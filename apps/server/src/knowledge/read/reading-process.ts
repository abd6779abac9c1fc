import { Worker } from 'node:worker_threads'

// The entry of a process in which documents are read, one after the other. A document that takes too much memory may end a
// whole process at once, so it must not be the server's. The reading itself is in a thread, so that somebody watches it.
const [mostMb = '512', heapMb = '256'] = process.argv.slice(2)
const LOOK_EVERY_MS = 50

const thread = new Worker(new URL('./reading-thread.ts', import.meta.url), {
  resourceLimits: { maxOldGenerationSizeMb: Number(heapMb) },
})
const end = () => process.kill(process.pid, 'SIGKILL')
thread.on('message', (answer) => process.send?.(answer))
thread.on('error', end)
thread.on('exit', end)
process.on('message', (task) => thread.postMessage(task))
// The server is gone.
process.on('disconnect', end)
setInterval(() => {
  if (process.memoryUsage.rss() > Number(mostMb) * 1024 * 1024) end()
}, LOOK_EVERY_MS)
