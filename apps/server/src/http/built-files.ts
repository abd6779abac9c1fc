import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isKnown } from './known-answer.ts'

const encodings = [
  ['br', 'br'],
  ['gzip', 'gz'],
] as const

type Sent = { folder: string; name: string; type: string; cacheControl: string; status?: number }

/** Sends one file of a built app, as its build has compressed it where the browser takes that. */
export async function sendBuilt(request: FastifyRequest, reply: FastifyReply, sent: Sent) {
  const { folder, name, type, cacheControl, status = 200 } = sent
  const accepted = request.headers['accept-encoding'] ?? ''
  const [encoding, ending] = encodings.find(([encoding, ending]) => {
    return takes(accepted, encoding) && existsSync(join(folder, `${name}.${ending}`))
  }) ?? [null, null]
  const path = join(folder, ending === null ? name : `${name}.${ending}`)
  const { size, mtimeMs } = await stat(path)
  const etag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`
  reply.header('vary', 'Accept-Encoding')
  if (encoding !== null) reply.header('content-encoding', encoding)
  if (isKnown(request, reply, etag, cacheControl) && status === 200) return reply.code(304).send()
  return reply
    .code(status)
    .type(type)
    .send(await readFile(path))
}

/** Sends a page that was made for this request, compressed where the browser takes that. */
export function sendMade(request: FastifyRequest, reply: FastifyReply, page: string) {
  reply.header('vary', 'Accept-Encoding')
  if (!takes(request.headers['accept-encoding'] ?? '', 'gzip')) return reply.send(page)
  return reply.header('content-encoding', 'gzip').send(gzipSync(page))
}

/** Whether an Accept-Encoding names this one without refusing it (`q=0`). */
function takes(accepted: string, encoding: string): boolean {
  return accepted.split(',').some((one) => {
    const [name, weight] = one.split(';')
    return name?.trim() === encoding && Number(weight?.trim().replace(/^q=/, '') ?? 1) > 0
  })
}
