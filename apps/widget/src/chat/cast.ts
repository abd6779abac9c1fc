import type { ChannelBot, CustomerConversation, CustomerEvent, DraftingFrame } from '@baton/protocol'
import further from '../texts/en.json' with { type: 'json' }
import first from '../texts/first/en.json' with { type: 'json' }
import { learn, speak } from '../texts/texts.ts'

// The cast of the tests: Dana asks, Robo answers, Ben and Chidi can join.

speak(first, 'en')
learn(further)

export const chidi = { id: 'mem_chidi', name: 'Chidi', avatarUrl: null }
export const ben = { id: 'mem_ben', name: 'Ben', avatarUrl: null }

export const robo: ChannelBot = {
  id: 'bot_robo',
  name: 'Robo',
  greeting: 'Hello, how can I help?',
  colour: '#2563eb',
  disclosure: 'bot',
  human: { available: true, how: 'takeover', emailRequired: true },
  lead: null,
  theme: {
    scheme: 'auto',
    colour: '#2563eb',
    position: 'right',
    launcherLabel: '',
    launcherIcon: 'chat',
    avatarUrl: null,
  },
  suggestedQuestions: [],
  locale: null,
}

type Known = Exclude<CustomerEvent, { type: 'withheld' }>
type DataOf<Type extends Known['type']> = Extract<Known, { type: Type }>['data']

/** When an event of the tests happened: one second for each step of the log. */
export function timeOf(seq: number): string {
  return new Date(Date.UTC(2026, 10, 22, 10, 0, seq)).toISOString()
}

export function happened<Type extends Known['type']>(
  seq: number,
  type: Type,
  data: DataOf<Type>,
  rest: { actor?: Known['actor']; engagement?: number; clientId?: string } = {},
): CustomerEvent {
  return {
    id: `evt_${seq}`,
    conversationId: 'con_dana',
    seq,
    type,
    at: timeOf(seq),
    actor: rest.actor ?? { kind: 'system' },
    engagement: rest.engagement ?? 0,
    data,
    ...(rest.clientId === undefined ? {} : { clientId: rest.clientId }),
  } as CustomerEvent
}

export const danaWrites = (seq: number, text: string, clientId = `dana-${seq}`, engagement = 0): CustomerEvent =>
  happened(seq, 'message.sent', { text }, { actor: { kind: 'customer' }, clientId, engagement })

export const roboWrites = (seq: number, text: string, data: Partial<DataOf<'message.sent'>> = {}): CustomerEvent =>
  happened(
    seq,
    'message.sent',
    { text, ...data },
    { actor: { kind: 'bot', id: robo.id, name: 'Robo' }, clientId: `robo-${seq}` },
  )

export const chidiWrites = (seq: number, text: string): CustomerEvent =>
  happened(
    seq,
    'message.sent',
    { text },
    { actor: { kind: 'agent', id: chidi.id, name: 'Chidi' }, clientId: `chidi-${seq}`, engagement: 1 },
  )

export const withheld = (seq: number): CustomerEvent => ({ conversationId: 'con_dana', seq, type: 'withheld' })

export function danasConversation(changes: Partial<CustomerConversation> = {}): CustomerConversation {
  return {
    id: 'con_dana',
    botId: robo.id,
    state: 'bot',
    engagement: 0,
    lastSeq: 0,
    customer: { name: null, email: null },
    agent: null,
    botHolds: false,
    queue: null,
    seenSeq: 0,
    startedAt: timeOf(0),
    ...changes,
  }
}

export function roboDrafts(text: string, changes: Partial<DraftingFrame> = {}): DraftingFrame {
  return { t: 'drafting', conversation: 'con_dana', engagement: 0, clientId: 'robo-9', offset: 0, text, ...changes }
}
