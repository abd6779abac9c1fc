import { join, type ServerMember } from '../tests/support/server-team.ts'
import type { Ground } from './ground.ts'
import { ask, timed } from './http-client.ts'
import { type Installation, startInstallation, waitingConversation } from './installation.ts'
import { median } from './percentiles.ts'
import { each, rounds } from './rate.ts'
import { middleOf, type Row } from './row.ts'

const MEMBERS = 50
const ROUNDS = 5
const WITHIN_MS = 10_000
const SINGLES = 3

type Round = { single: number; reads: number; winner: number; lastLoser: number }

/** Fifty members claim one conversation at once, on all servers. */
export async function claimStorm(ground: Ground): Promise<Row[]> {
  const installation = await startInstallation(ground)
  try {
    const members = await each(Array(MEMBERS).fill(null), 4, (_, index) =>
      join(installation.url(), installation.ada, `Member ${index}`),
    )
    await measure(installation, members)
    return rowsOf(ground, await rounds(ROUNDS, WITHIN_MS, () => measure(installation, members)))
  } finally {
    await installation.close()
  }
}

async function measure(installation: Installation, members: readonly ServerMember[]): Promise<Round> {
  const singles: number[] = []
  for (const member of members.slice(0, SINGLES)) {
    const { id } = await waitingConversation(installation)
    singles.push(await timed(installation.url(), `/api/v1/conversations/${id}/claim`, member, {}))
  }
  const { id } = await waitingConversation(installation)
  const reads = await Promise.all(
    members.map((member, index) => timed(installation.url(index), `/api/v1/conversations/${id}`, member)),
  )
  return { single: median(singles), reads: Math.max(...reads), ...(await storm(installation, members, id)) }
}

async function storm(installation: Installation, members: readonly ServerMember[], id: string) {
  const from = performance.now()
  const answers = await Promise.all(
    members.map(async (member, index) => {
      const { status, text } = await ask(installation.url(index), `/api/v1/conversations/${id}/claim`, member, {})
      return { status, text, ms: performance.now() - from }
    }),
  )
  const [winner, ...more] = answers.filter(({ status }) => status === 200)
  const losers = answers.filter(({ status, text }) => status === 409 && text.includes('"already_claimed"'))
  if (winner === undefined || more.length > 0 || losers.length !== MEMBERS - 1) {
    throw new Error(`not one winner and ${MEMBERS - 1} losers: ${answers.map(({ status }) => status).join(' ')}`)
  }
  return { winner: winner.ms, lastLoser: Math.max(...losers.map(({ ms }) => ms)) }
}

function rowsOf(ground: Ground, measured: readonly Round[]): Row[] {
  const subject = { bench: 'claim-storm', on: ground.name, unit: 'ms' as const }
  const row = (what: string, side: keyof Round, of: string, compared: keyof Round) =>
    middleOf(
      { ...subject, what },
      of,
      measured.map((round) => ({ measured: round[side], compared: round[compared] })),
    )
  return [
    row(`${MEMBERS} claims at once, the winner’s answer`, 'winner', 'a single claim', 'single'),
    row(`${MEMBERS} claims at once, the last loser’s answer`, 'lastLoser', 'a single claim', 'single'),
    row(`${MEMBERS} claims at once, the last loser’s answer`, 'lastLoser', `the last of ${MEMBERS} reads`, 'reads'),
  ]
}
