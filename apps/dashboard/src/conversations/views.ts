import type { MemberConversation } from '@baton/protocol'
import type { ConversationQuery } from '../api/conversations.ts'

/** The lists a member can look at. `open` is drawn from three of them: escalated, mine, active. */
export const views = ['open', 'escalated', 'active', 'mine', 'resolved', 'bot', 'all'] as const
export type View = (typeof views)[number]

/** A view that is one list of the server's. */
export type ListView = Exclude<View, 'open'>

/** Reads the view from the address; what is unknown is the default view. */
export function viewFrom(params: URLSearchParams): View {
  const wanted = params.get('state')
  return views.find((view) => view === wanted) ?? 'open'
}

/** One list of the server's: a view, narrowed by words and by a bot where those are not empty. */
export type Scope = { view: ListView; q: string; bot: string }

/** What to ask the server for one list. */
export function queryOf(view: ListView): ConversationQuery {
  if (view === 'all') return {}
  return view === 'mine' ? { mine: true, state: 'active' } : { state: view }
}

/** Whether a conversation belongs to a list, as the member `me` sees it; what a search finds is the server's to say. */
export function belongs({ view, bot }: Pick<Scope, 'view' | 'bot'>, row: MemberConversation, me: string): boolean {
  if (bot !== '' && row.botId !== bot) return false
  if (view === 'all') return true
  if (view === 'mine') return row.state === 'active' && row.agent?.id === me
  return row.state === view
}

/** The order of a list: waiting ones by the longest wait, everything else by the newest activity. */
export function inOrder(view: ListView): (one: MemberConversation, other: MemberConversation) => number {
  return view === 'escalated' ? byWait : byActivity
}

const waitingSince = (row: MemberConversation) => row.escalation?.at ?? row.startedAt

function byWait(one: MemberConversation, other: MemberConversation): number {
  return Date.parse(waitingSince(one)) - Date.parse(waitingSince(other)) || compareText(one.id, other.id)
}

function byActivity(one: MemberConversation, other: MemberConversation): number {
  return Date.parse(other.lastActivityAt) - Date.parse(one.lastActivityAt) || compareText(other.id, one.id)
}

const compareText = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)

/** Whether something was said that this member has not read; one's own words are always read. */
export function isUnread(row: MemberConversation, me: string): boolean {
  const { lastMessage } = row
  return lastMessage !== null && lastMessage.seq > row.readSeq && !saidByMe(row, me) && row.state !== 'closed'
}

/** Whether the last words are one's own. A summary may leave the id out; then it is the holder's name that tells. */
export function saidByMe({ lastMessage, agent }: MemberConversation, me: string): boolean {
  const actor = lastMessage?.actor
  if (actor?.kind !== 'agent') return false
  return actor.id === undefined ? agent?.id === me && agent.name === actor.name : actor.id === me
}
