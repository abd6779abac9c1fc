import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** A short name of exactly this answer. */
export function etagOf(answer: unknown): string {
  return `"${createHash('sha256').update(JSON.stringify(answer)).digest('base64url').slice(0, 27)}"`
}

/** Sets ETag and Cache-Control; true when the reader has this very answer already (RFC 9110, 13.1.2). */
export function isKnown(request: FastifyRequest, reply: FastifyReply, etag: string, cacheControl: string): boolean {
  reply.header('etag', etag).header('cache-control', cacheControl)
  const known = request.headers['if-none-match']
  return known?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag) ?? false
}
