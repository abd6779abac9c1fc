import type { Actor, Agent, Command, Conversation, FormField, Policy, Role } from '@baton/core'

/** The people of every test and of the demo data, always in the same parts. */
export type Member = Extract<Actor, { kind: 'agent' }>

export const ada = member('Ada', 'owner')
export const ben = member('Ben', 'responder')
export const chidi = member('Chidi', 'responder')
export const eve = member('Eve', 'editor')
export const vic = member('Vic', 'viewer')
export const dana = { kind: 'customer', id: 'customer_dana', name: 'Dana' } as const satisfies Actor
export const robo = { kind: 'bot', id: 'bot_robo', name: 'Robo' } as const satisfies Actor

export const beginning = { teamId: 'team_ada', botId: robo.id, customerId: dana.id }
export const danasAddress = 'dana@example.com'

export const minute = 60_000
export const hour = 60 * minute
/** When every scene begins. */
export const ten = Date.UTC(2026, 10, 22, 10)

/** A member; more than one role is what an API key makes of them. */
export function member(name: string, ...roles: Role[]): Member {
  return { kind: 'agent', id: `member_${name.toLowerCase()}`, name, roles }
}

/** A member as the one in charge. */
export function asAgent({ id, name }: Member): Agent {
  return { id, name }
}

/** Robo's settings: a person can be asked for and may take over, and Robo goes on helping meanwhile. */
export function policy(different: Partial<Policy> = {}): Policy {
  return {
    botName: robo.name,
    powerUp: true,
    emailRequired: true,
    humanTakeover: true,
    takeOverAllowed: true,
    holdsWhileWaiting: false,
    unansweredAfter: 15 * minute,
    summarises: false,
    lead: { email: 'required', name: 'optional', note: 'optional' },
    tellsMessages: false,
    ...different,
  }
}

/** What is asked of a conversation; where it depends on the conversation itself, told when its turn comes. */
export type Act = Command | ((conversation: Conversation) => Command)

export const starts = (text: string | null = 'Where is my parcel?'): Command => ({
  type: 'start',
  by: dana,
  first: text === null ? null : { text, clientId: 'first' },
})

let messages = 0
export function writes(by: typeof dana | Member, text = 'One more thing.', clientId?: string): Command {
  messages += 1
  return { type: 'send_message', by, text, clientId: clientId ?? `message-${messages}` }
}

type Reply = Extract<Command, { type: 'reply' }>
/** The reply of the turn that is due, to everything that was said; or a different one. */
export function replies(different: Partial<Omit<Reply, 'type' | 'by'>> = {}): Act {
  return ({ turn, engagement, lastCustomerSeq }) => ({
    type: 'reply',
    by: robo,
    turnId: turn?.id ?? 'no turn is due',
    engagement,
    text: 'It is on its way.',
    answers: lastCustomerSeq,
    offer: null,
    sources: [],
    ...different,
  })
}

type Left = { email?: string | null; name?: string | null; note?: string | null }
const left = ({ email = danasAddress, name = null, note = null }: Left) => ({ email, name, note })
export const escalates = (what: Left = {}): Command => ({ type: 'escalate', by: dana, ...left(what) })
export const requestsContact = (what: Left = {}): Command => ({ type: 'request_contact', by: dana, ...left(what) })
/** Dana fills in the form of a power-up that the cast alone knows. */
export const answersForm = (
  values: Record<string, string> = { email: danasAddress },
  fields: readonly FormField[] = callFields,
): Command => ({
  ...{ type: 'answer_form', by: dana, clientId: 'form-1', powerUp: 'book_a_call', title: 'Book a call' },
  fields,
  values,
})
const callFields: readonly FormField[] = [
  { name: 'email', kind: 'email', label: 'E-mail address', required: true, longest: 320, options: [] },
  {
    name: 'when',
    kind: 'choice',
    label: 'When',
    required: false,
    longest: 200,
    options: [{ value: 'am', label: 'In the morning' }],
  },
  { name: 'topic', kind: 'text', label: 'What about', required: false, longest: 20, options: [] },
]
export const leavesLead = (what: Left = {}): Command => ({ type: 'leave_lead', by: dana, ...left(what) })
export const withdraws = (): Command => ({ type: 'withdraw', by: dana })
export const claims = (by: Member): Command => ({ type: 'claim', by })
export const takesOver = (by: Member): Command => ({ type: 'take_over', by })
export const transfers = (by: Member, to: Member): Command => ({ type: 'transfer', by, to: asAgent(to) })
export const requeues = (by: Member): Command => ({ type: 'requeue', by })
export const handsBack = (by: Member, botAnswers = true): Command => ({ type: 'hand_back', by, botAnswers })
export const dismisses = (by: Member): Command => ({ type: 'dismiss', by })
export const closes = (): Command => ({ type: 'close', by: { kind: 'system' }, cause: 'bot_deleted' })
