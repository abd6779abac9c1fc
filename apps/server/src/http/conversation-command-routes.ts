import {
  claimConversation,
  dismissEscalation,
  handBackConversation,
  type Outcome,
  requeueConversation,
  sendMessage,
  takeOverConversation,
  transferConversation,
} from '@baton/core'
import { HandBack, MemberConversation, MemberEvent, NoBody, SendMessage, Transfer } from '@baton/protocol'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { agentActor } from '../accounts/principal.ts'
import { eventForMember } from '../present/for-member.ts'
import type { App } from './app.ts'
import { refusalProblem } from './error-response.ts'
import { type ConversationRouteDeps, readOne } from './own-conversation.ts'
import { principalOf } from './principal-guard.ts'
import { notFound, Refused } from './problems.ts'
import { problems } from './route-schema.ts'

const Params = z.object({ id: z.string().max(100) })
const tags = ['conversations']

/** The commands of the lifecycle, and the agent's messages. */
export function conversationCommandRoutes(app: App, deps: ConversationRouteDeps) {
  const { world, member, seen, holder } = deps
  const onRequest = member('conversation.claim')

  /** Runs a command on a conversation of the member's own team, and answers the conversation as it is then. */
  const command = async (
    request: FastifyRequest,
    id: string,
    run: (by: ReturnType<typeof agentActor>) => Promise<Outcome>,
  ) => {
    const principal = principalOf(request)
    await readOne(deps, principal, id)
    await seen(principal.memberId)
    const outcome = await run(agentActor(principal))
    if (!outcome.ok) throw new Refused(refusalProblem(outcome.refusal, outcome.conversation))
    return outcome
  }
  const lifecycle = (
    path: string,
    summary: string,
    run: (by: ReturnType<typeof agentActor>, id: string) => Promise<Outcome>,
  ) =>
    app.post(
      `/api/v1/conversations/:id/${path}`,
      {
        onRequest,
        schema: { tags, summary, params: Params, body: NoBody, response: { 200: MemberConversation, ...problems } },
      },
      async (request) => {
        await command(request, request.params.id, (by) => run(by, request.params.id))
        return readOne(deps, principalOf(request), request.params.id)
      },
    )

  lifecycle('claim', 'Claim a waiting conversation', (by, id) => claimConversation(world, by, id))
  lifecycle('take-over', 'Take over from the bot', (by, id) => takeOverConversation(world, by, id))
  lifecycle('requeue', 'Return a held conversation to the queue', (by, id) => requeueConversation(world, by, id))
  lifecycle('dismiss', 'Send a waiting customer back to the bot', (by, id) => dismissEscalation(world, by, id))

  app.post(
    '/api/v1/conversations/:id/hand-back',
    {
      onRequest,
      schema: {
        tags,
        summary: 'Hand back to the bot',
        params: Params,
        body: HandBack.nullish(),
        response: { 200: MemberConversation, ...problems },
      },
    },
    async (request) => {
      const botAnswers = request.body?.botAnswers ?? true
      await command(request, request.params.id, (by) =>
        handBackConversation(world, by, request.params.id, { botAnswers }),
      )
      return readOne(deps, principalOf(request), request.params.id)
    },
  )
  app.post(
    '/api/v1/conversations/:id/transfer',
    {
      onRequest,
      schema: {
        tags,
        summary: 'Transfer a held conversation to a colleague',
        params: Params,
        body: Transfer,
        response: { 200: MemberConversation, ...problems },
      },
    },
    async (request) => {
      const principal = principalOf(request)
      await readOne(deps, principal, request.params.id)
      const to = await holder(principal.teamId, request.body.memberId)
      if (to === null) throw notFound()
      if (to === 'cannot_hold') throw new Refused(refusalProblem({ code: 'cannot_hold' }, null))
      await command(request, request.params.id, (by) => transferConversation(world, by, request.params.id, to))
      return readOne(deps, principal, request.params.id)
    },
  )
  app.post(
    '/api/v1/conversations/:id/messages',
    {
      onRequest,
      schema: {
        tags,
        summary: 'Answer the customer',
        description: 'The same `clientId` again answers 200 with the first result and sends nothing.',
        params: Params,
        body: SendMessage,
        response: { 200: MemberEvent, 201: MemberEvent, ...problems },
      },
    },
    async (request, reply) => {
      const outcome = await command(request, request.params.id, (by) =>
        sendMessage(world, by, request.params.id, request.body),
      )
      const [event] = outcome.events
      if (event === undefined) throw new Error('a sent message without its event')
      return reply.code(outcome.repeated ? 200 : 201).send(eventForMember(event, deps.faceOf))
    },
  )
}
