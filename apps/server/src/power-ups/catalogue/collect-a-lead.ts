import { z } from 'zod'
import { notifyEmails } from '../notify-emails.ts'
import { definePowerUp } from '../power-up.ts'

const wanted = z.enum(['required', 'optional', 'off'])

export default definePowerUp({
  kind: 'collect_a_lead',
  title: 'Collect a Lead',
  description:
    'Lets the bot ask interested customers for their contact details. They are mailed to your team and stand beside the conversation.',
  place: 2,
  settings: z.strictObject({
    notifyEmails,
    ask: z
      .strictObject({ email: wanted, name: wanted, note: wanted })
      .refine((ask) => Object.values(ask).some((one) => one !== 'off'), 'Ask for at least one of them.')
      .describe('What the form asks for.'),
  }),
  initial: { notifyEmails: null, ask: { email: 'required', name: 'optional', note: 'optional' } },
  tool: {
    description:
      'Shows the customer a form for leaving contact details, so that the team can get back to them later. Call it when the customer wants to be contacted, shows interest in buying or working together, or asks for an offer. It only shows the form: nothing has been sent. Never say otherwise.',
    input: z.strictObject({
      reason: z.enum(['asked_for_contact', 'interested', 'other']),
      summary: z
        .string()
        .max(400)
        .describe('One or two short sentences for the team: what the customer is interested in.'),
    }),
  },
  does: {
    what: 'offer',
    offer: ({ reason, summary }) => ({
      powerUp: 'collect_a_lead',
      reason,
      ...(summary.trim() === '' ? {} : { summary: summary.trim() }),
    }),
  },
})
