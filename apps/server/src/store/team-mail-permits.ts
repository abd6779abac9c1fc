import type { Database, Tx } from '../database/database.ts'
import { countSince, laneOf, oneAtATime } from './mail-lanes.ts'
import { insertOutbox, jobRow } from './outbox.ts'

/** How many mails about single conversations a bot's team gets within an hour; what follows goes into a digest. */
export const MOST_SINGLE_MAILS = 20
/** How much time one digest covers, in milliseconds. */
export const DIGEST_EVERY = 10 * 60_000

const HOUR_MS = 3_600_000
/** A digest goes out so long after its time, so that what was called for at the end of it is committed by then. */
const SETTLES_MS = 30_000

export type Digest = { botId: string; powerUp: string; slot: number }
export type AskToMailTeam = { jobId: string; teamId: string; botId: string; powerUp: string }
export type PermitTeamMail = (ask: AskToMailTeam) => Promise<'single' | 'digest'>

/** Of the jobs that a digest stands for, all have its lane. */
export const digestLane = ({ botId, powerUp, slot }: Digest) => `digest:${botId}:${powerUp}:${slot}`

/**
 * Decides, once for each job, whether a mail to the team goes by itself or into the digest of its ten minutes, whose job is
 * written in the same transaction. The same job gets the same answer again.
 */
export function permitTeamMails(database: Database): PermitTeamMail {
  return async (ask) => {
    const lane = `single:${ask.botId}:${ask.powerUp}`
    const at = await database.now()
    return database.transact(async (tx) => {
      await oneAtATime(database, tx, lane)
      const own = await laneOf(tx, ask.jobId)
      if (own === lane) return 'single'
      if (own !== null) return 'digest'
      const goesAlone = (await countSince(tx, lane, at - HOUR_MS)) < MOST_SINGLE_MAILS
      await setLane(tx, ask.jobId, goesAlone ? lane : digestLane({ ...ask, slot: await joinDigest(tx, ask, at) }))
      return goesAlone ? 'single' : 'digest'
    })
  }
}

const slotOf = (at: number) => Math.floor(at / DIGEST_EVERY)

/** The slot of a digest that is still to be sent: that of now, or the next where this came too late for it. */
async function joinDigest(tx: Tx, ask: AskToMailTeam, at: number): Promise<number> {
  for (let slot = slotOf(at); ; slot++) {
    const job = digestJob(ask, slot, at)
    await insertOutbox(tx, [job])
    const ours = tx.selectFrom('outbox').select(['done_at', 'failed_at']).where('key', '=', job.key)
    const { done_at, failed_at } = await ours.executeTakeFirstOrThrow()
    if (done_at === null && failed_at === null) return slot
  }
}

function digestJob({ teamId, botId, powerUp }: AskToMailTeam, slot: number, at: number) {
  const id = `mail_digest.${botId}.${powerUp}.${slot}`
  const payload = { about: 'digest', botId, powerUp, slot }
  const due = (slot + 1) * DIGEST_EVERY + SETTLES_MS
  return jobRow({
    id,
    kind: 'mail',
    key: `mail:${id}`,
    teamId,
    conversationId: null,
    payload,
    createdAt: at,
    dueAt: due,
  })
}

async function setLane(tx: Tx, jobId: string, lane: string): Promise<void> {
  await tx.updateTable('outbox').set({ lane }).where('id', '=', jobId).execute()
}
