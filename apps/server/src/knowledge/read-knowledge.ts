import { createHash } from 'node:crypto'
import { knowledgeLimits } from '@baton/protocol'
import { z } from 'zod'
import type { AddressGuard } from '../guard/address-guard.ts'
import { type Handler, LEASE_MS, type Outcome } from '../outbox/handler.ts'
import type { KnowledgePages } from '../store/knowledge-pages.ts'
import type { BeganItem, KnowledgeReading, Request } from '../store/knowledge-reading.ts'
import type { Job } from '../store/outbox-leases.ts'
import { collecting, collectPages } from './collect-pages.ts'
import { fetchGuarded, type NotFetched } from './fetch/fetch-guarded.ts'
import { pageDocument } from './fetch/page-document.ts'
import type { Document } from './read/document.ts'
import type { ReadSafely } from './read/read-safely.ts'

const VectorsPayload = z.object({ vectorsOf: z.string() })
const Payload = z.object({ botId: z.string(), knowledgeId: z.string(), sync: z.int() })

export type ReadKnowledgeDeps = {
  store: KnowledgeReading
  pages: KnowledgePages
  readSafely: ReadSafely
  guard: Pick<AddressGuard, 'checkUrl' | 'fetch'>
  /** Fills in the vectors of a bot's passages. Throws what the provider throws. */
  fillVectors: (botId: string, signal: AbortSignal) => Promise<void>
  now: () => number
  /** Says that there is more to read. */
  wake: () => void
  /** Pauses before what may come later is tried again, in milliseconds. */
  pauses?: readonly number[]
}

type Work = ReadKnowledgeDeps & { request: Request; job: Job; signal: AbortSignal }

const PAUSES = [3_000, 20_000]
const done: Outcome = { status: 'done' }

/** The outbox's handler that reads knowledge: each job is one request to read one item. */
export function knowledgeHandler(deps: ReadKnowledgeDeps): Handler {
  return {
    concurrency: 4,
    // A long sitemap of one bot leaves room for the others.
    lanes: { by: 'lane', perLane: 2 },
    leaseMs: LEASE_MS,
    handle: async (job, signal) => {
      const vectors = VectorsPayload.safeParse(job.payload)
      if (vectors.success) {
        await deps.fillVectors(vectors.data.vectorsOf, signal)
        return done
      }
      const request = Payload.parse(job.payload)
      const item = await deps.store.begin(request)
      return item === null ? done : read({ ...deps, request, job, signal }, item)
    },
  }
}

async function read(work: Work, item: BeganItem): Promise<Outcome> {
  if (item.source === 'sitemap') return readSitemap(work, item.url ?? '', item.team_id)
  if (item.source === 'url') return readPage(work, item.url ?? '')
  const bytes = await work.store.file(work.request.knowledgeId)
  if (bytes === null || item.format === null) return failed(work, 'The file is gone. Add it again.')
  return keep(work, { bytes, format: item.format, charset: null })
}

async function readPage(work: Work, url: string): Promise<Outcome> {
  const fetched = await fetchGuarded(work.guard, url, { bytes: knowledgeLimits.pageBytes, ms: 20_000 }, work.signal)
  if (!fetched.ok) return notFetched(work, fetched)
  const document = pageDocument(fetched)
  return 'error' in document ? failed(work, document.error) : keep(work, document)
}

async function readSitemap(work: Work, url: string, teamId: string): Promise<Outcome> {
  const collected = await collectPages(work, url, collecting, work.signal)
  if (!collected.ok) return notFetched(work, collected)
  if (collected.pages.length === 0) return failed(work, 'It lists no page of its own site.')
  await work.pages.keep(work.request, teamId, { ...collected, title: new URL(url).host })
  work.wake()
  return done
}

async function keep(work: Work, document: Document): Promise<Outcome> {
  const reading = await work.readSafely.document(document, work.signal)
  if (!reading.ok) return failed(work, reading.error)
  const { title, text, pages } = reading
  const read = { title, text, pages, format: document.format, bytes: document.bytes.length, hash: contentHash(text) }
  const kept = await work.store.finish(work.request, read)
  return kept === 'full' ? failed(work, full) : done
}

const full = `The bot would know more than ${knowledgeLimits.characters.toLocaleString('en')} characters. Delete what it no longer needs, then read this again.`

/** What may come later is tried again a few times. */
async function notFetched(work: Work, { error, again }: NotFetched): Promise<Outcome> {
  const pause = (work.pauses ?? PAUSES)[work.job.attempts - 1]
  if (!again || pause === undefined) return failed(work, error)
  await work.store.postpone(work.request, error)
  return { status: 'retry', at: work.now() + pause, error: 'the site did not give it yet' }
}

async function failed({ store, request }: Work, error: string): Promise<Outcome> {
  await store.fail(request, error)
  return done
}

/** What tells one text from another. */
export function contentHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
