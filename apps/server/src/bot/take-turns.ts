import { botMaySpeak, type Conversation, type Policy, takeBotTurn, type World } from '@baton/core'
import type { DraftingFrame } from '@baton/protocol'
import { z } from 'zod'
import type { EventLog } from '../store/events.ts'
import type { Answerer, Passage, Turn } from './bot-port.ts'
import { failureWords } from './failure-words.ts'
import { turnEntries } from './turn-history.ts'
import { type Draft, writeReply } from './write-reply.ts'

type Bot = { id: string; name: string; instructions: string }

export type TurnTakerDeps = {
  world: World
  log: EventLog
  /** Null when the bot is gone. */
  bot: (botId: string) => Promise<Bot | null>
  answerer: Answerer
  search: (botId: string, query: string, limit: number) => Promise<readonly Passage[]>
  drafting: (frame: DraftingFrame) => void
  draftingWithdrawn: (conversationId: string, clientId: string) => void
  /** Keeps why a turn failed, for the team; never shown to the customer. */
  noteFailure: (failure: { botId: string; conversationId: string; message: string }) => Promise<void>
  /** Milliseconds after which a turn is given up; the customer then gets one honest sentence. */
  timeLimit?: number
}

/** The payload of a turn's job. */
export const TurnJob = z.object({ conversationId: z.string(), turnId: z.string(), engagement: z.int() })
export type TurnJob = z.infer<typeof TurnJob>

/** How much of the past a turn reads, in events. */
const HISTORY = 100
const TIME_LIMIT = 25_000

/**
 * Takes the bot's turns. A turn may run twice (after a crash) and speaks once. It is aborted as soon as its engagement
 * is over; a reply that comes too late all the same is refused by the write itself.
 */
export function openTurnTaker(deps: TurnTakerDeps) {
  const running = new Map<string, { engagement: number; abort: AbortController }>()
  return {
    take: async (job: TurnJob, stopping: AbortSignal): Promise<void> => {
      const loaded = await deps.world.conversations.load(job.conversationId)
      if (loaded === null || !isDue(loaded.conversation, job)) return
      const bot = await deps.bot(loaded.conversation.botId)
      if (bot === null) return
      const abort = new AbortController()
      running.set(job.conversationId, { engagement: job.engagement, abort })
      try {
        await takeTurn(deps, job, { ...loaded, bot }, { over: abort.signal, stopping })
      } finally {
        running.delete(job.conversationId)
      }
    },
    /** Stops a reply that is being written under an older engagement. To be called on every server. */
    abortOlder: (conversationId: string, engagement: number): void => {
      const turn = running.get(conversationId)
      if (turn !== undefined && turn.engagement < engagement) turn.abort.abort()
    },
  }
}

export type TurnTaker = ReturnType<typeof openTurnTaker>

function isDue(conversation: Conversation, job: TurnJob): boolean {
  const { turn, engagement } = conversation
  return turn?.id === job.turnId && engagement === job.engagement && botMaySpeak(conversation)
}

type Loaded = { conversation: Conversation; policy: Policy; bot: Bot }
type Signals = { over: AbortSignal; stopping: AbortSignal }

async function takeTurn(deps: TurnTakerDeps, job: TurnJob, loaded: Loaded, { over, stopping }: Signals): Promise<void> {
  const { conversation, bot } = loaded
  const timeUp = AbortSignal.timeout(deps.timeLimit ?? TIME_LIMIT)
  const signal = AbortSignal.any([over, stopping, timeUp])
  const turn = await readTurn(deps, loaded, signal)
  const answers = turn.unanswered.at(-1)?.seq
  if (answers === undefined) return
  let reply: Draft
  try {
    reply = await writeReply(deps.answerer, turn, (offset, text) =>
      deps.drafting({
        t: 'drafting',
        conversation: conversation.id,
        engagement: job.engagement,
        clientId: job.turnId,
        offset,
        text,
      }),
    )
    // A time limit is a failure; the end of the engagement and of the server are not.
    if (timeUp.aborted && !over.aborted) throw new Error('the answer took too long')
  } catch (error) {
    if (over.aborted || stopping.aborted) return withdraw(deps, job, stopping)
    await deps.noteFailure({ botId: bot.id, conversationId: conversation.id, message: messageOf(error) })
    deps.draftingWithdrawn(conversation.id, job.turnId)
    reply = failureWords(turn)
  }
  if (over.aborted || stopping.aborted) return withdraw(deps, job, stopping)
  const by = { kind: 'bot', id: bot.id, name: bot.name } as const
  const offer = reply.offer === null ? null : { powerUp: 'talk_to_a_human' as const, reason: reply.offer }
  const outcome = await takeBotTurn(deps.world, by, conversation.id, {
    turnId: job.turnId,
    engagement: job.engagement,
    text: reply.text,
    answers,
    offer,
    sources: reply.sources,
  })
  if (!outcome.ok) deps.draftingWithdrawn(conversation.id, job.turnId)
}

/** The turn is over without a word. A server that stops throws, so that the turn is taken again elsewhere. */
function withdraw(deps: TurnTakerDeps, job: TurnJob, stopping: AbortSignal): void {
  deps.draftingWithdrawn(job.conversationId, job.turnId)
  if (stopping.aborted) throw new Error('the server is stopping')
}

async function readTurn(deps: TurnTakerDeps, loaded: Loaded, signal: AbortSignal): Promise<Turn> {
  const { conversation, policy, bot } = loaded
  const past = await deps.log.before(conversation.id, conversation.lastSeq + 1, HISTORY)
  // What nobody has answered may lie further back than the history that a turn reads.
  const open = await deps.log.after(conversation.id, conversation.answeredSeq, HISTORY)
  const unanswered = open.filter((event) => event.type === 'message.sent' && event.actor.kind === 'customer')
  const waiting = conversation.state === 'escalated'
  return {
    bot,
    history: turnEntries(past),
    unanswered: turnEntries(unanswered),
    powerUps: policy.powerUp ? ['talk_to_a_human'] : [],
    humanState: waiting ? 'waiting' : policy.powerUp ? 'available' : 'unavailable',
    search: (query, limit) => deps.search(bot.id, query, limit),
    signal,
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : 'unknown error'
}
