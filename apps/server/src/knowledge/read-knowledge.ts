import { createHash } from 'node:crypto'
import { knowledgeLimits } from '@baton/protocol'
import { z } from 'zod'
import type { Handler, Outcome } from '../outbox/handler.ts'
import { LEASE_MS } from '../outbox/handler.ts'
import type { KnowledgeReading, Request } from '../store/knowledge-reading.ts'
import type { Document, Unread } from './read/document.ts'
import type { ReadSafely } from './read/read-safely.ts'

const Payload = z.object({ botId: z.string(), knowledgeId: z.string(), sync: z.int() })

/** What was found at an address, or why nothing was; `again`: later there may be. */
export type Fetched = { ok: true; document: Document; url: string } | (Unread & { again: boolean })

export type ReadKnowledgeDeps = {
  store: KnowledgeReading
  readSafely: ReadSafely
}

/** The outbox's handler that reads knowledge: each job is one request to read one item. */
export function knowledgeHandler(deps: ReadKnowledgeDeps): Handler {
  return {
    concurrency: 4,
    perLane: 2,
    leaseMs: LEASE_MS,
    handle: async (job, signal) => {
      const request = Payload.parse(job.payload)
      const item = await deps.store.begin(request)
      if (item === null) return done
      const bytes = item.source === 'file' ? await deps.store.file(request.knowledgeId) : null
      if (bytes === null || item.format === null) return failed(deps, request, 'The file is gone. Add it again.')
      return keep(deps, request, { bytes, format: item.format, charset: null }, signal)
    },
  }
}

const done: Outcome = { status: 'done' }

async function keep(deps: ReadKnowledgeDeps, request: Request, document: Document, signal: AbortSignal) {
  const reading = await deps.readSafely(document, signal)
  if (!reading.ok) return failed(deps, request, reading.error)
  const { title, text, pages } = reading
  const read = { title, text, pages, format: document.format, bytes: document.bytes.length, hash: contentHash(text) }
  const kept = await deps.store.finish(request, read)
  return kept === 'full' ? failed(deps, request, full) : done
}

const full = `The bot would know more than ${knowledgeLimits.characters.toLocaleString('en')} characters. Delete what it no longer needs, then read this again.`

async function failed({ store }: ReadKnowledgeDeps, request: Request, error: string): Promise<Outcome> {
  await store.fail(request, error)
  return done
}

/** What tells one text from another. */
export function contentHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
