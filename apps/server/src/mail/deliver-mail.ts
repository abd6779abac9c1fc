import { isEmailAddress } from '@baton/core'
import { withJitter } from '../outbox/back-off.ts'
import { type Handler, LEASE_MS, type Outcome } from '../outbox/handler.ts'
import type { Job } from '../store/outbox-leases.ts'
import { type AddressPorts, addressMail } from './address-mail.ts'
import type { Mail, Mailer, Sent } from './mail.ts'
import { MailJob } from './mail-job.ts'
import { speechOf, withoutMarks } from './speech.ts'

export type MailPorts = AddressPorts & {
  mailer: Mailer
  now?: () => number
  random?: () => number
}

const FIRST_PAUSE = 30_000
const LONGEST_PAUSE = 3_600_000
const GIVE_UP_AFTER = 3 * 24 * 3_600_000

/** The outbox handler that sends mails: one job is one mail. */
export function mailHandler(ports: MailPorts): Handler {
  const all = { now: Date.now, random: Math.random, ...ports }
  return {
    concurrency: 6,
    lanes: { by: 'team', perLane: 4 },
    leaseMs: LEASE_MS,
    handle: (job, signal) => deliver(all, job, signal),
  }
}

type Ports = Required<MailPorts>

async function deliver(ports: Ports, job: Job, signal: AbortSignal): Promise<Outcome> {
  const payload = MailJob.parse(job.payload)
  const lasts = 'expiresAt' in payload ? payload.expiresAt : job.createdAt + GIVE_UP_AFTER
  if (ports.now() >= lasts) return { status: 'failed', error: 'It could not be sent in time.' }
  const mails = await compose(ports, job, payload)
  if (mails === null) return { status: 'done' }
  if (mails.length === 0) return { status: 'failed', error: 'There is no address to send it to.' }
  const again = (error: string, left: MailJob): Outcome => {
    const at = ports.now() + pauseAfter(job.attempts, ports.random)
    return at < lasts ? { status: 'retry', at, error, payload: left } : { status: 'failed', error }
  }
  return conclude(ports, payload, await sendAll(ports, mails, signal), again)
}

/** One mail for each language of those who have not had it yet; null when nobody needs it any more. */
async function compose(ports: Ports, job: Job, payload: MailJob): Promise<Mail[] | null> {
  const addressed = await addressMail(ports, job, payload)
  if (addressed === null) return null
  const { to, say, ...rest } = addressed
  const settled = payload.settled ?? []
  const left = to.filter((one) => isEmailAddress(one.address) && !settled.includes(one.address))
  const about = { ...rest, kind: payload.about, teamId: job.teamId, at: job.createdAt }
  return [...Map.groupBy(left, ({ languages }) => speechOf(languages))].map(([speech, people]) => {
    const content = say(speech)
    // Named by what it speaks, so that a mail that is sent again has the id that it had.
    const id = speech.tag === 'en-GB' ? job.id : `${job.id}.${speech.tag}`
    return { ...about, ...content, subject: withoutMarks(content.subject), id, to: people }
  })
}

type SentAll = Sent & { error: string | null }

/** Sends one after another; what could not be handed over does not keep the others back. */
async function sendAll(ports: Ports, mails: readonly Mail[], signal: AbortSignal): Promise<SentAll> {
  const all: SentAll = { accepted: [], refused: [], later: [], error: null }
  for (const mail of mails) {
    try {
      const sent = await ports.mailer.send(mail, signal)
      for (const became of ['accepted', 'refused', 'later'] as const) all[became].push(...sent[became])
    } catch (error) {
      signal.throwIfAborted()
      all.error = wordsFor(error)
    }
  }
  return all
}

function conclude(
  ports: Ports,
  payload: MailJob,
  sent: SentAll,
  again: (error: string, left: MailJob) => Outcome,
): Outcome {
  const { accepted, refused, later, error } = sent
  const settled = [...(payload.settled ?? []), ...accepted, ...refused]
  if (refused.length > 0) ports.warn(`the mail server refused ${refused.length} recipients of a mail for good`)
  if (error !== null) return again(error, { ...payload, settled })
  if (later.length > 0) return again(`The mail server put off ${later.length} recipients.`, { ...payload, settled })
  const nobody = accepted.length === 0 && (payload.settled ?? []).length === 0
  return nobody ? { status: 'failed', error: 'The mail server refused every recipient.' } : { status: 'done' }
}

/** 30 seconds, doubling to an hour, ± 20 %. */
function pauseAfter(attempts: number, random: () => number): number {
  return withJitter(Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(attempts - 1, 10)), random)
}

/** Why a send failed, without the addresses that a mail server's own words would hold. */
function wordsFor(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
  const answer = error instanceof Error && 'responseCode' in error ? error.responseCode : undefined
  return answer === undefined
    ? `The mail could not be handed over (${code}).`
    : `The mail server answered ${String(answer)} (${code}).`
}
