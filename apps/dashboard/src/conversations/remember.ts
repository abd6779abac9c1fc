import type { MemberConversation, MemberEvent } from '@baton/protocol'
import { applyEvent } from '@baton/protocol/apply-event'
import type { QueryClient } from '@tanstack/react-query'
import { listEvents } from '../api/conversations.ts'
import { keys } from '../api/keys.ts'
import { type List, newer, withRenewed, withSummary } from './list.ts'
import { EVENTS_PAGE, fromNewest, gapBefore, type Transcript, withNewer } from './transcript.ts'
import { type ListView, views } from './views.ts'

/** Takes in the newest summary of one conversation wherever it is shown. */
export function rememberConversation(client: QueryClient, row: MemberConversation, me: string): void {
  client.setQueryData<MemberConversation>(keys.conversation(row.id), (old) => (old ? newer(old, row) : undefined))
  for (const [key, list] of client.getQueriesData<List>({ queryKey: keys.lists })) {
    if (!list) continue
    const [, view, q, bot] = key as ReturnType<typeof keys.list>
    const next = q === '' ? withSummary({ view: asListView(view), bot }, list, row, me) : withRenewed(list, row)
    if (next !== list) client.setQueryData(key, next)
  }
}

const asListView = (view: string): ListView => {
  const known = views.find((one) => one === view)
  return known === undefined || known === 'open' ? 'all' : known
}

/** What is known of a conversation, from the open page or from a list. */
export function knownConversation(client: QueryClient, id: string): MemberConversation | undefined {
  const open = client.getQueryData<MemberConversation>(keys.conversation(id))
  if (open) return open
  const lists = client.getQueriesData<List>({ queryKey: keys.lists })
  return lists.flatMap(([, list]) => list?.items ?? []).find((row) => row.id === id)
}

/** Takes in one event of the open conversation, at once if it follows; else what is missing is asked for first. */
export async function rememberEvent(client: QueryClient, event: MemberEvent): Promise<void> {
  const id = event.conversationId
  const transcript = client.getQueryData<Transcript>(keys.transcript(id))
  if (!transcript) return
  if (gapBefore(transcript, event.seq)) return pullEvents(client, id)
  client.setQueryData<Transcript>(keys.transcript(id), withNewer(transcript, [event]))
  client.setQueryData<MemberConversation>(keys.conversation(id), (old) => (old ? applyEvent(old, event) : undefined))
  // Who may do what now is the server's to say.
  if (event.type !== 'message.sent') void client.invalidateQueries({ queryKey: keys.conversation(id) })
  void client.invalidateQueries({ queryKey: keys.timeline(id) })
}

const pulling = new Map<string, Promise<void>>()
const MOST_PAGES = 20

/** Asks for everything after the newest known event. Several calls at once are one. */
export function pullEvents(client: QueryClient, id: string): Promise<void> {
  const running = pulling.get(id)
  if (running) return running
  const run = pull(client, id)
    .catch(() => {})
    .finally(() => pulling.delete(id))
  pulling.set(id, run)
  return run
}

async function pull(client: QueryClient, id: string): Promise<void> {
  for (let page = 0; page < MOST_PAGES; page++) {
    const known = client.getQueryData<Transcript>(keys.transcript(id))
    if (!known) return
    const { items } = await listEvents(id, { after: known.lastSeq }, EVENTS_PAGE)
    if (items.length === 0) return
    client.setQueryData<Transcript>(keys.transcript(id), (now) => now && withNewer(now, items))
    if (items.length < EVENTS_PAGE) break
  }
  await client.invalidateQueries({ queryKey: keys.conversation(id) })
}

/** The newest page of the log, or, where some of it is known already, what came after. */
export async function readTranscript(client: QueryClient, id: string): Promise<Transcript> {
  const known = client.getQueryData<Transcript>(keys.transcript(id))
  if (known) {
    await pullEvents(client, id)
    return client.getQueryData<Transcript>(keys.transcript(id)) ?? known
  }
  const { items } = await listEvents(id, { before: NEWEST }, EVENTS_PAGE)
  return fromNewest(items)
}

/** Later than any event. */
const NEWEST = 2 ** 31 - 1
