import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asDana, begin, eventually } from '../support/api.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { adaOn, demoBot, join, onServer, type ServerMember } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'

const ROUNDS = Number(process.env.BATON_REPLY_ROUNDS ?? 1000)
const AT_ONCE = 40
/** Longer than a reply takes, so that some claims come before, many during, and some after it. In milliseconds. */
const WINDOW = 1_500

describe.each(databaseKinds)('a claim at a random instant of a reply on %s', (kind) => {
  let servers: Servers
  let ben: ServerMember
  let botId: string

  beforeAll(async () => {
    servers = await startServers(kind)
    const ada = await adaOn(servers.first.url)
    botId = (await demoBot(ada)).id
    ben = onServer(servers.last.url, await join(servers.first.url, ada, 'Ben'))
  })
  afterAll(() => servers.close())

  const round = async (index: number) => {
    const session = await begin(servers.any(index).url, botId, 'How does human takeover work, step by step?')
    const dana = asDana(servers.any(index + 1).url, session)
    expect((await dana.escalate()).status).toBe(200)
    await pause(Math.random() * WINDOW)
    expect((await ben.claim(session.id)).status).toBe(200)
    expect((await dana.say('Are you still a bot?')).status).toBe(201)
    await pause(200)
    const held = await dana.events()
    const claim = held.findIndex((event) => event.type === 'conversation.claimed')
    expect(held.slice(claim).filter((event) => event.type === 'message.sent' && event.actor.kind === 'bot')).toEqual([])
    expect((await ben.handBack(session.id)).status).toBe(200)
    const log = await eventually(
      'the bot answers again',
      async () => {
        const events = await dana.events()
        const last = events.at(-1)
        return last?.type === 'message.sent' && last.actor.kind === 'bot' && events
      },
      30_000,
    )
    const released = log.findIndex((event) => event.type === 'conversation.released')
    const between = log.slice(claim, released)
    expect(between.some((event) => event.type === 'message.sent' && event.actor.kind === 'bot')).toBe(false)
    expect(log.map((event) => event.seq)).toEqual(log.map((_, at) => at + 1))
    const beforeClaim = log.slice(0, claim).some((event) => event.type === 'message.sent' && event.actor.kind === 'bot')
    return beforeClaim ? ('after the reply' as const) : ('before or during the reply' as const)
  }

  test(`no bot message stands between claim and hand back, ${ROUNDS} rounds`, async () => {
    const counts = { 'after the reply': 0, 'before or during the reply': 0 }
    let next = 0
    const lane = async () => {
      while (next < ROUNDS) {
        const index = next
        next += 1
        counts[await round(index)] += 1
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, lane))
    // The premise: claims really came on both sides of the reply.
    expect(counts['before or during the reply']).toBeGreaterThan(ROUNDS / 20)
    expect(counts['after the reply']).toBeGreaterThan(0)
    console.log(`claims on ${kind}:`, counts)
  }, 400_000)
})

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
