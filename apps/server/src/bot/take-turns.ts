import { botMaySpeak, type Conversation, type Policy, takeBotTurn, type World } from '@baton/core'
import type { DraftingFrame } from '@baton/protocol'
import { z } from 'zod'
import type { Answerer } from './bot-port.ts'
import { failureWords } from './failure-words.ts'
import { type ReadTurnDeps, readTurn, type TurnBot } from './read-turn.ts'
import { type Draft, writeReply } from './write-reply.ts'

export type TurnTakerDeps = ReadTurnDeps & {
  world: World
  /** Null when the bot is gone. */
  bot: (botId: string) => Promise<TurnBot | null>
  answerer: Answerer
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

const TIME_LIMIT = 25_000

/**
 * Takes the bot's turns. A turn may run twice (after a crash) and speaks once. It is aborted as soon as its engagement
 * is over; a reply that comes too late all the same is refused by the write itself.
 */
export function openTurnTaker(deps: TurnTakerDeps) {
  const running = new Set<{ conversationId: string; engagement: number; abort: AbortController }>()
  const once = async (job: TurnJob, stopping: AbortSignal): Promise<Said> => {
    // Before anything is read: a claim that commits meanwhile ends this turn too.
    const turn = { ...job, abort: new AbortController() }
    running.add(turn)
    try {
      const loaded = await deps.world.conversations.load(job.conversationId)
      if (loaded === null || !isDue(loaded.conversation, job)) return 'nothing'
      const bot = await deps.bot(loaded.conversation.botId)
      if (bot === null) return 'nothing'
      return await takeTurn(deps, job, { ...loaded, bot }, { over: turn.abort.signal, stopping })
    } finally {
      running.delete(turn)
    }
  }
  return {
    take: async (job: TurnJob, stopping: AbortSignal): Promise<void> => {
      // Again where the customer has asked for a human meanwhile: what was written for somebody who has not is no answer.
      while ((await once(job, stopping)) === 'waits_already') {}
    },
    /** Stops a reply that is being written under an older engagement. To be called on every server. */
    abortOlder: (conversationId: string, engagement: number): void => {
      for (const turn of running) {
        if (turn.conversationId === conversationId && turn.engagement < engagement) turn.abort.abort()
      }
    },
  }
}

export type TurnTaker = ReturnType<typeof openTurnTaker>

function isDue(conversation: Conversation, job: TurnJob): boolean {
  const { turn, engagement } = conversation
  return turn?.id === job.turnId && engagement === job.engagement && botMaySpeak(conversation)
}

/** What came of a turn: a message, nothing, or why it must be taken again. */
type Said = 'message' | 'nothing' | 'waits_already'

type Loaded = { conversation: Conversation; policy: Policy; bot: TurnBot }
type Signals = { over: AbortSignal; stopping: AbortSignal }

async function takeTurn(deps: TurnTakerDeps, job: TurnJob, loaded: Loaded, { over, stopping }: Signals): Promise<Said> {
  const { conversation, bot } = loaded
  const timeUp = AbortSignal.timeout(deps.timeLimit ?? TIME_LIMIT)
  const signal = AbortSignal.any([over, stopping, timeUp])
  const turn = await readTurn(deps, loaded, signal)
  const answers = turn.unanswered.at(-1)?.seq
  if (answers === undefined) return 'nothing'
  const note = (message: string) => deps.noteFailure({ botId: bot.id, conversationId: conversation.id, message })
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
    if (timeUp.aborted && !over.aborted) throw new Error('The answer took too long.')
  } catch (error) {
    if (over.aborted || stopping.aborted) return withdraw(deps, job, stopping)
    await note(messageOf(error))
    deps.draftingWithdrawn(conversation.id, job.turnId)
    reply = failureWords(turn)
  }
  if (over.aborted || stopping.aborted) return withdraw(deps, job, stopping)
  if (reply.failure !== null) await note(reply.failure)
  const by = { kind: 'bot', id: bot.id, name: bot.name } as const
  const outcome = await takeBotTurn(deps.world, by, conversation.id, {
    turnId: job.turnId,
    engagement: job.engagement,
    text: reply.text,
    answers,
    offer: reply.offer,
    sources: reply.sources,
  })
  if (outcome.ok) return 'message'
  deps.draftingWithdrawn(conversation.id, job.turnId)
  return outcome.refusal.code === 'waits_already' ? 'waits_already' : 'nothing'
}

/** The turn is over without a word. A server that stops throws, so that the turn is taken again elsewhere. */
function withdraw(deps: TurnTakerDeps, job: TurnJob, stopping: AbortSignal): Said {
  deps.draftingWithdrawn(job.conversationId, job.turnId)
  if (stopping.aborted) throw new Error('the server is stopping')
  return 'nothing'
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error'
  const plain = ['Error', 'ModelFailed', 'EmptyAnswer'].includes(error.name)
  return (plain ? error.message : `${error.name}: ${error.message}`).slice(0, 500)
}
