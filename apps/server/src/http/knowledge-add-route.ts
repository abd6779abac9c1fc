import { KnowledgeDetail, knowledgeLimits, knowledgeShape } from '@baton/protocol'
import multipart from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { App } from './app.ts'
import { fileTooLarge, itemOrProblem, KnowledgeBotParams, ownBot } from './knowledge-problems.ts'
import { KNOWLEDGE_BODY_LIMIT, type KnowledgeRouteDeps } from './knowledge-routes.ts'
import { refuse } from './problems.ts'
import { problems } from './route-schema.ts'

const Body = z.strictObject({ ...knowledgeShape, file: z.file().optional() })

/** Adding knowledge, the one route that takes files. */
export async function knowledgeAddRoute(app: App, { bots, knowledge, member }: KnowledgeRouteDeps) {
  await app.register(async (scope: App) => {
    await scope.register(multipart)
    scope.post(
      '/api/v1/bots/:botId/knowledge',
      {
        onRequest: member('bot.manage'),
        config: { rateLimit: { max: 240, timeWindow: '1 minute' } },
        bodyLimit: KNOWLEDGE_BODY_LIMIT,
        preValidation: readParts,
        schema: {
          ...{ tags: ['knowledge'], summary: 'Add knowledge', params: KnowledgeBotParams, body: Body },
          consumes: ['application/json', 'multipart/form-data'],
          description:
            'One of `text` (with a `title`), `url` (a page), `sitemap` (its address) or `file` (as multipart/form-data). ' +
            'A text can be answered from at once; the others are `waiting` until they were read. 409 `knowledge_full`, ' +
            '`already_known`; 413 `file_too_large`; 422 `unsupported_file`, `file_empty`, `url_not_allowed`.',
          response: { 201: KnowledgeDetail, ...problems },
        },
      },
      async (request, reply) => {
        const owned = await ownBot(bots, request)
        const { file, ...given } = request.body
        if (file === undefined) return reply.code(201).send(itemOrProblem(await knowledge.add(owned, given)))
        if (given.text ?? given.url ?? given.sitemap) throw oneOfThem()
        const bytes = Buffer.from(await file.arrayBuffer())
        const added = await knowledge.addFile(owned, { name: file.name, mediaType: file.type, bytes }, given.title)
        return reply.code(201).send(itemOrProblem(added))
      },
    )
  })
}

const oneOfThem = () =>
  refuse(400, 'invalid_request', 'Check the request', 'Give a file, a text, or an address: only one of them.')

/** Turns a form with a file into what a JSON body would be. */
async function readParts(request: FastifyRequest) {
  if (!request.isMultipart()) return
  const limits = { fileSize: knowledgeLimits.fileBytes, files: 1, fields: 5, fieldSize: 10_000, parts: 6 }
  const body: Record<string, unknown> = {}
  try {
    for await (const part of request.parts({ limits })) {
      body[part.fieldname] =
        part.type === 'file'
          ? new File([Uint8Array.from(await part.toBuffer())], part.filename || 'file', { type: part.mimetype })
          : part.value
    }
  } catch (error) {
    throw formProblem(error)
  }
  request.body = body
}

function formProblem(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'FST_REQ_FILE_TOO_LARGE') return fileTooLarge()
  if (/^FST_(?:FILES|FIELDS|PARTS)_LIMIT$/.test(code)) return oneOfThem()
  return refuse(400, 'bad_request', 'Broken form', 'The form ended early or is not valid multipart/form-data.')
}
