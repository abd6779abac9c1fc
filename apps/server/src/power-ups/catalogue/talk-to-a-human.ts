import { z } from 'zod'
import { notifyEmails } from '../notify-emails.ts'
import { definePowerUp } from '../power-up.ts'

export default definePowerUp({
  kind: 'talk_to_a_human',
  title: 'Talk to a Human',
  description:
    'Lets the bot offer a person from your team. The customer leaves an address, your team is notified, and with human takeover on a member can join the chat.',
  place: 1,
  settings: z.strictObject({
    notifyEmails,
    emailRequired: z.boolean().describe('Whether the customer must leave an e-mail address.'),
  }),
  initial: { notifyEmails: null, emailRequired: true },
  tool: {
    description:
      'Shows the customer a form for asking a person from the team. Call it when the customer asks for a person, when you cannot answer, or when the customer is fed up. It only shows the form: nobody has been told and nobody has joined. Never say otherwise.',
    input: z.strictObject({
      reason: z
        .enum(['direct_request', 'knowledge_gap', 'unable_to_answer', 'frustrated'])
        .describe(
          'direct_request: the customer asks for a person. knowledge_gap: nothing you know answers it. unable_to_answer: you failed repeatedly, or it needs an action that only the team can take. frustrated: the customer is fed up.',
        ),
      summary: z.string().max(400).describe('One or two short sentences for the team: what the customer needs.'),
    }),
  },
  does: {
    what: 'offer',
    offer: ({ reason, summary }) => ({
      powerUp: 'talk_to_a_human',
      reason,
      ...(summary.trim() === '' ? {} : { summary: summary.trim() }),
    }),
  },
})
