import { parentPort, workerData } from 'node:worker_threads'
import type { Document, Reading } from './document.ts'
import { readDocument } from './read-document.ts'

// The entry of the thread in which one document is read.
const { document, most }: { document: Document; most: number } = workerData
const damaged: Reading = { ok: false, error: 'The file is damaged, or not of the kind that its name says.' }
const reading = await readDocument(document, most).catch(() => damaged)
parentPort?.postMessage(reading)
