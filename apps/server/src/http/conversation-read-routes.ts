import { createHash } from 'node:crypto'
import {
  ConversationBots,
  ConversationCounts,
  ConversationDetail,
  ConversationPage,
  CountConversations,
  ListConversations,
  ListEvents,
  MarkRead,
  MemberEvents,
  Timeline,
} from '@baton/protocol'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { conversationForMember, eventForMember, matchesForMember } from '../present/for-member.ts'
import type { App } from './app.ts'
import { type ConversationRouteDeps, readOne } from './own-conversation.ts'
import { principalOf } from './principal-guard.ts'
import { problems } from './route-schema.ts'

const Params = z.object({ id: z.string().max(100) })
const tags = ['conversations']
/** At most so many of each in a timeline. */
const HAPPENED = 200
const SOURCES = 20

/** What members read of their team's conversations. */
export function conversationReadRoutes(app: App, deps: ConversationRouteDeps) {
  const { list, log, member, markRead, seenByHolder } = deps
  const onRequest = member('conversation.read')
  app.get(
    '/api/v1/conversations',
    {
      onRequest,
      schema: {
        tags,
        summary: 'List conversations',
        description: 'Newest activity first; `escalated` longest wait first. With ETag.',
        querystring: ListConversations,
        response: { 200: ConversationPage, 304: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request)
      const found = await list.page(principal.teamId, principal.memberId, request.query)
      const items = found.items.map((summary) => conversationForMember(summary, principal, deps.faceOf))
      const { q } = request.query
      const ids = items.map(({ id }) => id)
      const matches = q === undefined ? {} : { matches: matchesForMember(await list.matches(q, ids)) }
      const answer = { items, nextCursor: found.nextCursor, ...matches }
      if (unchanged(request, reply, answer)) return reply.code(304).send(null)
      return answer
    },
  )
  app.get(
    '/api/v1/conversations/counts',
    {
      onRequest,
      schema: {
        tags,
        summary: 'Count conversations',
        querystring: CountConversations,
        response: { 200: ConversationCounts, ...problems },
      },
    },
    async (request) => {
      const { teamId, memberId } = principalOf(request)
      return list.counts(teamId, memberId, request.query.botId)
    },
  )
  app.get(
    '/api/v1/conversations/bots',
    {
      onRequest,
      schema: {
        tags,
        summary: 'List the bots of conversations',
        description: 'For everybody who reads conversations; deleted bots that still have some are among them.',
        response: { 200: ConversationBots, ...problems },
      },
    },
    async (request) => ({ items: await list.bots(principalOf(request).teamId) }),
  )
  app.get(
    '/api/v1/conversations/:id',
    {
      onRequest,
      schema: {
        tags,
        summary: 'Read a conversation',
        params: Params,
        response: { 200: ConversationDetail, ...problems },
      },
    },
    async (request) => {
      const one = await readOne(deps, principalOf(request), request.params.id)
      return { ...one, summary: await deps.summaryOf(one.id), usage: await deps.usage.ofConversation(one.id) }
    },
  )
  app.get(
    '/api/v1/conversations/:id/events',
    {
      onRequest,
      schema: {
        tags,
        summary: 'Read events',
        description: 'Ascending by `seq`: everything after `after`, or the newest below `before`.',
        params: Params,
        querystring: ListEvents,
        response: { 200: MemberEvents, ...problems },
      },
    },
    async (request) => {
      const { lastSeq } = await readOne(deps, principalOf(request), request.params.id)
      const { after, before, limit } = request.query
      const events =
        before !== undefined
          ? await log.before(request.params.id, before, limit)
          : await log.after(request.params.id, after ?? 0, limit)
      return {
        items: events.map((event) => eventForMember(event, deps.faceOf)),
        lastSeq: Math.max(lastSeq, events.at(-1)?.seq ?? 0),
      }
    },
  )
  app.get(
    '/api/v1/conversations/:id/timeline',
    {
      onRequest,
      schema: {
        tags,
        summary: 'Read what happened besides messages',
        description: 'The newest 200 events that are no messages, and the sources of the bot’s latest answers.',
        params: Params,
        response: { 200: Timeline, ...problems },
      },
    },
    async (request) => {
      const { id } = await readOne(deps, principalOf(request), request.params.id)
      const [happened, sources] = await Promise.all([log.happened(id, HAPPENED), log.sources(id, SOURCES)])
      return { items: happened.map((event) => eventForMember(event, deps.faceOf)), sources }
    },
  )
  app.post(
    '/api/v1/conversations/:id/read',
    {
      onRequest,
      schema: {
        tags,
        summary: 'Say how far you have read',
        params: Params,
        body: MarkRead,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request)
      const { lastSeq, agent } = await readOne(deps, principal, request.params.id)
      const seq = Math.min(request.body.seq, lastSeq)
      await markRead({ conversationId: request.params.id, reader: principal.memberId, seq })
      if (agent?.id === principal.memberId) await seenByHolder(request.params.id, seq)
      return reply.code(204).send(null)
    },
  )
}

/** Sets the ETag; true when the reader has this very answer already (RFC 9110, 13.1.2). */
function unchanged(request: FastifyRequest, reply: FastifyReply, answer: unknown): boolean {
  const etag = `"${createHash('sha256').update(JSON.stringify(answer)).digest('base64url').slice(0, 27)}"`
  reply.header('etag', etag).header('cache-control', 'private, no-cache')
  const known = request.headers['if-none-match']
  return known?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag) ?? false
}
