import type { ActorView, AgentView, ChannelBot, CustomerEvent, Source } from '@baton/protocol'
import { language } from '../texts/texts.ts'
import type { ChatState } from './chat-state.ts'
import { type LineKind, systemLines } from './system-line.ts'
import { hasOlder, holdsMessage, type Transcript } from './transcript.ts'
import { type OutboxEntry, writtenIn } from './written.ts'

export type Author = { kind: 'customer' } | { kind: 'bot' } | { kind: 'agent'; agent: AgentView }

export type MessageRow = {
  kind: 'message'
  key: string
  author: Author
  text: string
  /** When it was written, in milliseconds; null for the greeting and for a reply still being written. */
  at: number | null
  /** First and last of a run of messages by one author: the name is said once, the time once. */
  opens: boolean
  closes: boolean
  /** Its place in the log, once it has one. */
  seq: number | null
  /** Of the customer's newest message while nobody has answered it: whether it has arrived, or was read. */
  arrival: 'sent' | 'seen' | null
  /** A reply that is still being written. */
  draft: boolean
  /** Set while the message has not reached the log. */
  outbox: OutboxEntry | null
  sources: Source[]
}

export type Row =
  | { kind: 'disclosure'; key: string }
  | { kind: 'day'; key: string; at: number }
  | { kind: 'line'; key: string; line: LineKind; text: string; at: number }
  | MessageRow

/** Messages of one author further apart than this stand for themselves. */
const RUN_MS = 5 * 60_000

/** The agents as the log introduced them, with their pictures. */
type Agents = Map<string, AgentView>

type Drawn = Pick<ChatState, 'bot' | 'transcript' | 'outbox' | 'draft'>

/** The thread from top to bottom: greeting, log, the reply being written, and what is still on its way out. */
export function threadRows({ bot, transcript, outbox, draft }: Drawn): Row[] {
  const rows = loggedRows(bot, transcript)
  const coming: Row[] = []
  if (draft) coming.push(message(`bot ${draft.clientId}`, { kind: 'bot' }, draft.text, null, { draft: true }))
  for (const entry of writtenIn(outbox, transcript?.view.id ?? null)) {
    if (!transcript || !holdsMessage(transcript, entry.clientId)) coming.push(outboxRow(entry))
  }
  return withArrival(coming.length === 0 ? rows : withDays([...rows, ...coming]), transcript)
}

type Logged = { bot: ChannelBot; language: string; rows: Row[] }
/** A long log is read once, not with every piece of a reply that is being written. */
const logged = new WeakMap<object, Logged>()

/** Greeting and log. */
function loggedRows(bot: ChannelBot, transcript: Transcript | null): Row[] {
  const known = transcript && logged.get(transcript.events)
  if (known?.bot === bot && known.language === language) return known.rows
  const rows: Row[] = []
  if (!transcript || !hasOlder(transcript)) {
    rows.push({ kind: 'disclosure', key: 'disclosure' }, ...greeting(bot))
  }
  const agents: Agents = new Map()
  for (const event of transcript?.events ?? []) rows.push(...eventRows(event, bot, agents))
  const dated = withDays(rows)
  if (transcript) logged.set(transcript.events, { bot, language, rows: dated })
  return dated
}

/** Says of the customer's newest message what became of it, unless an answer says it already. */
function withArrival(rows: Row[], transcript: Transcript | null): Row[] {
  const at = rows.findLastIndex((row) => row.kind === 'message')
  const row = rows[at]
  if (row?.kind !== 'message' || row.author.kind !== 'customer' || row.seq === null || !transcript) return rows
  return rows.with(at, { ...row, arrival: row.seq <= transcript.view.seenSeq ? 'seen' : 'sent' })
}

function greeting(bot: ChannelBot): Row[] {
  return bot.greeting.trim() === '' ? [] : [message('greeting', { kind: 'bot' }, bot.greeting, null)]
}

function eventRows(event: CustomerEvent, bot: ChannelBot, agents: Agents): Row[] {
  if (event.type === 'withheld') return []
  if (event.type === 'conversation.claimed') agents.set(event.data.agent.id, event.data.agent)
  if (event.type === 'conversation.transferred') agents.set(event.data.to.id, event.data.to)
  const at = Date.parse(event.at)
  if (event.type !== 'message.sent') {
    return systemLines(event, bot.name).map(({ kind, text }, index) => ({
      kind: 'line',
      key: `${event.seq}.${index}`,
      line: kind,
      text,
      at,
    }))
  }
  // A message keeps the key that it had in the outbox or as a draft, so that its place on the screen stays the same.
  const author = authorOf(event.actor, agents)
  const key = `${author.kind} ${event.clientId ?? event.id}`
  return [message(key, author, event.data.text, at, { seq: event.seq, sources: event.data.sources ?? [] })]
}

function authorOf({ kind, id = '', name = '' }: ActorView, agents: Agents): Author {
  if (kind === 'customer') return { kind }
  if (kind !== 'agent') return { kind: 'bot' }
  return { kind, agent: agents.get(id) ?? { id, name, avatarUrl: null } }
}

function outboxRow(entry: OutboxEntry): Row {
  const underway = entry.state === 'sent' ? null : entry
  return message(`customer ${entry.clientId}`, { kind: 'customer' }, entry.text, entry.at, { outbox: underway })
}

function message(
  key: string,
  author: Author,
  text: string,
  at: number | null,
  rest: Partial<MessageRow> = {},
): MessageRow {
  return {
    kind: 'message',
    key,
    author,
    text,
    at,
    opens: true,
    closes: true,
    seq: null,
    arrival: null,
    draft: false,
    outbox: null,
    sources: [],
    ...rest,
  }
}

/** A separator wherever the calendar day changes; the first stands above all, for the greeting has no time of its own. */
function withDays(rows: Row[]): Row[] {
  const all: Row[] = []
  let day = 0
  for (const row of rows) {
    const at = row.kind === 'disclosure' ? null : row.at
    if (at !== null && dayOf(at) !== day) {
      const separator: Row = { kind: 'day', key: `day ${dayOf(at)}`, at }
      if (row.kind !== 'day') all.splice(day === 0 ? 0 : all.length, 0, separator)
      day = dayOf(at)
    }
    all.push(row)
  }
  return all
}

/** The stretch that is drawn, with its messages in runs. */
export function withRuns(rows: readonly Row[]): Row[] {
  return rows.map((row, index) => {
    if (row.kind !== 'message') return row
    return { ...row, opens: !isRun(rows[index - 1], row), closes: !isRun(row, rows[index + 1]) }
  })
}

function isRun(row: Row | undefined, next: Row | undefined): boolean {
  if (row?.kind !== 'message' || next?.kind !== 'message') return false
  if (authorKey(row.author) !== authorKey(next.author)) return false
  return row.at === null || next.at === null || next.at - row.at < RUN_MS
}

function authorKey(author: Author): string {
  return author.kind === 'agent' ? author.agent.id : author.kind
}

function dayOf(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}
