import { answerForm, leaveLead, type Outcome } from '@baton/core'
import { AnswerForm, CustomerConversation, Form } from '@baton/protocol'
import { z } from 'zod'
import { type Form as Declared, formView, teamFields } from '../power-ups/form.ts'
import type { App } from './app.ts'
import { asCustomer, type ChannelRouteDeps, succeeded, viewOf } from './channel-conversations.ts'
import { requireCustomer } from './customer-guard.ts'
import { refusalProblem } from './error-response.ts'
import { notFound, Refused } from './problems.ts'
import { problems } from './route-schema.ts'

const BotParams = z.object({ botId: z.string().max(100), powerUp: z.string().max(60) })
const Params = z.object({ id: z.string().max(100), powerUp: z.string().max(60) })
const Query = z.object({ language: z.string().max(35).default('en') })
const tags = ['web channel']

/** The forms that power-ups declare: how to draw one, and what was filled in. */
export function channelFormRoutes(app: App, deps: ChannelRouteDeps) {
  drawRoute(app, deps)
  answerRoute(app, deps)
}

function drawRoute(app: App, deps: ChannelRouteDeps) {
  app.get(
    '/api/channel/v1/bots/:botId/forms/:powerUp',
    {
      schema: {
        tags,
        summary: 'Read the form of a power-up',
        description: 'In the language that is asked for where the power-up speaks it, else in English.',
        params: BotParams,
        querystring: Query,
        response: { 200: Form, ...problems },
      },
    },
    async (request) => {
      const { botId, powerUp } = request.params
      const found = (await deps.bots.findForChannel(botId)) === null ? null : await formOf(deps, botId, powerUp)
      if (found === null) throw notFound()
      return formView(powerUp, found.form, found.settings, request.query.language)
    },
  )
}

function answerRoute(app: App, deps: ChannelRouteDeps) {
  app.post(
    '/api/channel/v1/conversations/:id/forms/:powerUp',
    {
      onRequest: requireCustomer(deps.tokens.verify),
      config: { rateLimit: { max: 60, timeWindow: '1 minute' } },
      schema: {
        tags,
        summary: 'Fill in the form of a power-up',
        description:
          'Checked by what the power-up declares. The same `clientId` again changes nothing and mails nobody.',
        params: Params,
        body: AnswerForm,
        response: { 200: CustomerConversation, ...problems },
      },
    },
    async (request) => {
      const { id, powerUp } = request.params
      const by = await asCustomer(deps, request, id)
      const before = await deps.world.conversations.load(id)
      const found = before && (await formOf(deps, before.conversation.botId, powerUp))
      if (!found) throw new Refused(refusalProblem({ code: 'power_up_missing' }, before?.conversation ?? null))
      const { conversation } = succeeded(await keep(deps, by, id, found, request.body))
      if (conversation.customer.email !== before.conversation.customer.email) await deps.noteOrigin(id, request.ip)
      return viewOf(deps, conversation)
    },
  )
}

type Found = {
  powerUp: string
  title: string
  form: Declared<Record<string, unknown>>
  settings: Record<string, unknown>
}

/** The form of a power-up that the bot has and that is on. */
async function formOf({ registry, powerUps }: ChannelRouteDeps, botId: string, kind: string): Promise<Found | null> {
  const declared = registry.find(kind)
  if (declared?.does.what !== 'offer' || declared.does.form === undefined) return null
  const added = await powerUps.find(botId, kind)
  if (!added?.enabled) return null
  const settings = { ...declared.initial, ...added.settings }
  return { powerUp: kind, title: declared.title, form: declared.does.form, settings }
}

type By = Awaited<ReturnType<typeof asCustomer>>

async function keep(deps: ChannelRouteDeps, by: By, id: string, found: Found, body: AnswerForm): Promise<Outcome> {
  const { powerUp, title, form, settings } = found
  const { clientId, fields: values } = body
  if (form.keptAs === 'lead') {
    // What a customer's site has proven need not be typed again.
    const proven = await deps.identities.of(by.id)
    const { email = proven?.email ?? null, name = proven?.name ?? null, note = null } = values
    return leaveLead(deps.world, by, id, { email, name, note })
  }
  return answerForm(deps.world, by, id, { clientId, powerUp, title, fields: teamFields(form, settings), values })
}
