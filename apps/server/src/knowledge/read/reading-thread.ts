import { parentPort } from 'node:worker_threads'
import type { Unread } from './document.ts'
import { readDocument } from './read-document.ts'
import type { Task } from './read-safely.ts'
import { readSitemap } from './read-sitemap.ts'

// The entry of a thread in which documents are read, one after the other.
const damaged: Unread = { ok: false, error: 'The file is damaged, or not of the kind that its name says.' }

async function read(task: Task) {
  return task.kind === 'document' ? readDocument(task.document, task.most) : readSitemap(task.bytes, task.most)
}

parentPort?.on('message', async (task: Task) => {
  parentPort?.postMessage(await read(task).catch(() => damaged))
})
