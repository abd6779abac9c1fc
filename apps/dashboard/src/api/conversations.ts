import type {
  ConversationBots,
  ConversationCounts,
  ConversationDetail,
  ConversationPage,
  ConversationState,
  MemberConversation,
  MemberEvent,
  MemberEvents,
  Timeline,
} from '@baton/protocol'
import { get, getUnlessKnown, post, withQuery } from './request.ts'

const base = '/api/v1/conversations'
const at = (id: string, rest = '') => `${base}/${encodeURIComponent(id)}${rest}`

export type ConversationQuery = {
  state?: ConversationState
  mine?: boolean
  botId?: string
  customerId?: string
  q?: string
  cursor?: string
  limit?: number
}

export const listConversations = (query: ConversationQuery): Promise<ConversationPage> =>
  getUnlessKnown(withQuery(base, { limit: 50, ...query }))

export const countConversations = (botId: string): Promise<ConversationCounts> =>
  get(withQuery(`${base}/counts`, { botId }))

/** The bots that conversations can be with, also for those who may not see the bots’ settings. */
export const listConversationBots = (): Promise<ConversationBots> => get(`${base}/bots`)

export const getTimeline = (id: string): Promise<Timeline> => get(at(id, '/timeline'))

export const getConversation = (id: string): Promise<MemberConversation> => get(at(id))

/** The same with what only its own page shows. */
export const getConversationDetail = (id: string): Promise<ConversationDetail> => get(at(id))

export const listEvents = (
  id: string,
  range: { after: number } | { before: number },
  limit: number,
): Promise<MemberEvents> => get(withQuery(at(id, '/events'), { ...range, limit }))

export const markRead = (id: string, seq: number): Promise<unknown> => post(at(id, '/read'), { seq })

export const claim = (id: string): Promise<MemberConversation> => post(at(id, '/claim'))

export const takeOver = (id: string): Promise<MemberConversation> => post(at(id, '/take-over'))

export const handBack = (id: string, botAnswers: boolean): Promise<MemberConversation> =>
  post(at(id, '/hand-back'), botAnswers ? {} : { botAnswers: false })

export const transfer = (id: string, memberId: string): Promise<MemberConversation> =>
  post(at(id, '/transfer'), { memberId })

export const requeue = (id: string): Promise<MemberConversation> => post(at(id, '/requeue'))

export const dismiss = (id: string): Promise<MemberConversation> => post(at(id, '/dismiss'))

/** The same `clientId` again returns the first result and says nothing twice. */
export const sendMessage = (id: string, message: { clientId: string; text: string }): Promise<MemberEvent> =>
  post(at(id, '/messages'), message)
