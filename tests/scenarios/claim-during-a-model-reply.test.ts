import type { CustomerEvent } from '@baton/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asDana, begin, eventually } from '../support/api.ts'
import { type FakeProvider, type Heard, type Step, startFakeProvider, toldTo } from '../support/fake-provider.ts'
import { type DatabaseKind, databaseKinds } from '../support/fresh-database.ts'
import { adaOn, demoBot, join, onServer, type ServerMember } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'

const ROUNDS = Number(process.env.BATON_MODEL_CLAIM_ROUNDS ?? 32)
const only = process.env.BATON_MODEL_CLAIM_DATABASE as DatabaseKind | undefined
const AT_ONCE = 16
/** Longer than a reply takes, so that some claims come before, many during, and some after it. In milliseconds. */
const WINDOW = 2_000

/** More than a second of text with a call in the midst of it, split over many chunks. */
const reply: readonly Step[] = [
  { say: 'A parcel takes two days, and returns are free of charge. ', size: 6, everyMs: 60 },
  {
    call: 'talk_to_a_human',
    args: '{"reason":"knowledge_gap","summary":"Asks about a parcel."}',
    size: 4,
    everyMs: 60,
  },
  { say: 'Ask me anything else that you want to know. ', size: 6, everyMs: 60 },
]

describe.each(databaseKinds.filter((kind) => only === undefined || kind === only))(
  'a claim at a random instant of a model’s reply on %s',
  (kind) => {
    let servers: Servers
    let provider: FakeProvider
    let ben: ServerMember
    let botId: string

    beforeAll(async () => {
      provider = await startFakeProvider(() => reply)
      servers = await startServers(kind, { ALLOW_PRIVATE_ADDRESSES: `127.0.0.1:${provider.port}` })
      const ada = await adaOn(servers.first.url)
      botId = (await demoBot(ada)).id
      const model = { provider: 'openai-compatible', baseUrl: provider.baseUrl, name: 'fake', apiKey: 'sk-test' }
      expect((await ada.patch(`/api/v1/bots/${botId}`, { model })).status).toBe(200)
      ben = onServer(servers.last.url, await join(servers.first.url, ada, 'Ben'))
    })
    afterAll(async () => {
      await servers.close()
      await provider.close()
    })

    // Replies stream; the summary for the agent does not, and may well be written after the claim.
    const callsOf = (round: string) =>
      provider.heard.filter(({ request }) => request.stream === true && toldTo(request).includes(round))

    const play = async (index: number) => {
      const round = `round-${index}-end`
      const session = await begin(servers.any(index).url, botId, `Where is my parcel ${round}?`)
      const dana = asDana(servers.any(index + 1).url, session)
      expect((await dana.escalate()).status).toBe(200)
      // One in sixteen surely comes after the reply, so that the rest can be as random as they are.
      if (index % 16 === 15) await eventually('the reply', async () => (await dana.events()).some(isReply), 20_000)
      else await pause(Math.random() * WINDOW)
      expect((await ben.claim(session.id)).status).toBe(200)
      expect((await dana.say('Are you still a bot?')).status).toBe(201)
      await pause(900)
      const log = await dana.events()
      const claim = log.findIndex((event) => event.type === 'conversation.claimed')
      const said = log.map(isReply)
      expect(said.slice(claim)).not.toContain(true)
      // Nor does a reply that was begun before she asked offer what she has asked for (LC60).
      const asked = log.findIndex((event) => event.type === 'conversation.escalated')
      const after = log.slice(asked).map((event) => event.type === 'message.sent' && event.data.offer !== undefined)
      expect(after).not.toContain(true)
      expect(log.map((event) => event.seq)).toEqual(log.map((_, at) => at + 1))
      const claimed = log[claim]
      if (claimed === undefined || claimed.type === 'withheld') throw new Error('nobody claimed')
      const claimedAt = Date.parse(claimed.at)
      const calls = callsOf(round)
      expect(calls.filter(({ at }) => at > claimedAt + 1_000)).toEqual([])
      return { repliedBefore: said.includes(true), aborted: calls.flatMap((call) => latency(call, claimedAt)) }
    }

    test(`no bot message follows the claim and the call ends within a second, ${ROUNDS} rounds`, async () => {
      const rounds: Awaited<ReturnType<typeof play>>[] = []
      let next = 0
      const lane = async () => {
        while (next < ROUNDS) rounds.push(await play(next++))
      }
      await Promise.all(Array.from({ length: AT_ONCE }, lane))
      const latencies = rounds.flatMap(({ aborted }) => aborted).sort((a, b) => a - b)
      const at = (share: number) => Math.round(latencies[Math.floor((latencies.length - 1) * share)] ?? -1)
      const before = rounds.filter(({ repliedBefore }) => repliedBefore).length
      console.log(
        `claims on ${kind}: ${rounds.length} rounds, 0 bot messages after the claim, ${before} after the reply, ` +
          `${latencies.length} in flight, aborted after (ms) p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, most ${at(1)}`,
      )
      // The premise: claims really came during replies, and some after them.
      expect(latencies.length).toBeGreaterThan(ROUNDS / 5)
      expect(before).toBeGreaterThan(0)
      expect(at(0.99)).toBeLessThan(1_000)
    }, 3_600_000)
  },
)

/** How long after the claim a call that was in flight then was given up; one that ended by itself counts not. */
function latency({ at, goneAt, endedAt }: Heard, claimedAt: number): number[] {
  if (at > claimedAt || (endedAt !== null && endedAt < claimedAt)) return []
  if (goneAt !== null) return goneAt >= claimedAt ? [goneAt - claimedAt] : []
  // It ran to its end although somebody had claimed: as late as that.
  return endedAt === null ? [Number.POSITIVE_INFINITY] : endedAt - claimedAt < 150 ? [] : [endedAt - claimedAt]
}

const isReply = (event: CustomerEvent) => event.type === 'message.sent' && event.actor.kind === 'bot'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
