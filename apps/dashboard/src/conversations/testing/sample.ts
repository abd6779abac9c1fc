import type { MemberConversation, MemberEvent, MessageEvent } from '@baton/protocol'

/** The cast of the tests: Ada owner, Ben and Chidi responders, Dana customer, Robo bot. */
export const ada = { kind: 'agent', id: 'ada', name: 'Ada' } as const
export const ben = { kind: 'agent', id: 'ben', name: 'Ben' } as const
export const chidi = { kind: 'agent', id: 'chidi', name: 'Chidi' } as const
export const dana = { kind: 'customer', id: 'dana' } as const
export const robo = { kind: 'bot', id: 'robo', name: 'Robo' } as const
export const system = { kind: 'system' } as const

/** A member as the events name one. */
export const agent = (member: { id: string; name: string }) => ({ id: member.id, name: member.name, avatarUrl: null })

const start = Date.UTC(2026, 10, 22, 10, 0, 0)
export const minute = (count: number) => new Date(start + count * 60_000).toISOString()

type Body = {
  [Type in MemberEvent['type']]: Pick<Extract<MemberEvent, { type: Type }>, 'type' | 'data'>
}[MemberEvent['type']]

/** An event of the conversation c1; `at` in minutes after its start. */
export function event(seq: number, actor: MemberEvent['actor'], body: Body, at = seq): MemberEvent {
  return { id: `e${seq}`, conversationId: 'c1', seq, at: minute(at), actor, engagement: 1, ...body } as MemberEvent
}

export function message(seq: number, actor: MessageEvent['actor'], text: string, at = seq): MessageEvent {
  return event(seq, actor, { type: 'message.sent', data: { text } }, at) as MessageEvent
}

const nothing = {
  claim: false,
  takeOver: false,
  reply: false,
  handBack: false,
  transfer: false,
  requeue: false,
  dismiss: false,
}

/** A conversation of Dana's with Robo. */
export function conversation(change: Partial<MemberConversation> = {}): MemberConversation {
  return {
    id: 'c1',
    botId: 'robo',
    botName: 'Robo',
    state: 'bot',
    engagement: 1,
    lastSeq: 1,
    customer: { id: 'dana', name: 'Dana', email: null },
    agent: null,
    claimedAt: null,
    escalation: null,
    lead: null,
    botHolds: false,
    unansweredSince: null,
    lastMessage: null,
    startedAt: minute(0),
    lastActivityAt: minute(0),
    readSeq: 0,
    visit: { page: null, language: null, userAgent: null },
    can: nothing,
    ...change,
  }
}

export const escalated = (id: string, at: number): MemberConversation =>
  conversation({
    id,
    state: 'escalated',
    escalation: { reason: 'direct_request', at: minute(at), note: null },
    lastActivityAt: minute(at),
  })

export const active = (id: string, at: number, holder: { id: string; name: string }): MemberConversation =>
  conversation({ id, state: 'active', agent: agent(holder), lastActivityAt: minute(at) })
