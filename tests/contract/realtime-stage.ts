import { createServer } from 'node:http'
import {
  type Change,
  type Command,
  type Conversation,
  changeOf,
  decide,
  type Event,
  may,
  number,
  type Role,
} from '@baton/core'
import type { Principal } from '../../apps/server/src/accounts/principal.ts'
import type { Bus, BusMessage } from '../../apps/server/src/database/bus.ts'
import { openLocalBus } from '../../apps/server/src/database/local-bus.ts'
import { eventForCustomer } from '../../apps/server/src/present/for-customer.ts'
import { conversationForMember, eventForMember } from '../../apps/server/src/present/for-member.ts'
import { openRealtime, type Realtime } from '../../apps/server/src/realtime/open-realtime.ts'
import type { RealtimeDeps } from '../../apps/server/src/realtime/ports.ts'
import { type Act, ada, ben, chidi, dana, type Member, policy, robo, starts, vic } from '../support/cast.ts'
import { SocketPair } from '../support/socket-pair.ts'
import { settle, TestClock } from './realtime-clock.ts'

export { settle }

export const home = 'http://localhost:4100'
export const danas = 'conversation_dana'
export const otherCustomer = { kind: 'customer', id: 'customer_emre', name: 'Emre' } as const
export const stranger = { kind: 'agent', id: 'member_mallory', name: 'Mallory', roles: ['owner'] } satisfies Member

type Kept = { conversation: Conversation; events: Event[]; teamId: string; botId: string; customerId: string }

/**
 * A log in memory, decided by the real lifecycle, with any number of gateways ("servers") on one bus. What a test
 * wants to break it replaces: `beforeRead`, `afterRead`, `busLoses`, `principals`, `customers`, `deps`.
 */
export class Stage {
  readonly clock = new TestClock()
  readonly log = new Map<string, Kept>()
  readonly principals = new Map<string, Principal>()
  readonly customers = new Map([
    ['token-dana', { customerId: dana.id, botId: robo.id, teamId: 'team_ada' }],
    ['token-emre', { customerId: otherCustomer.id, botId: robo.id, teamId: 'team_ada' }],
  ])
  readonly warnings: string[] = []
  readonly seen: string[] = []
  readonly reads = { after: 0, lastSeq: 0, summaries: 0, queue: 0, authentications: 0 }
  /** Before the database has looked, and after it: what is committed meanwhile is seen or not. */
  beforeRead: () => Promise<void> = async () => {}
  afterRead: () => Promise<void> = async () => {}
  busLoses: (message: BusMessage) => boolean = () => false
  readonly bus: Bus = openLocalBus((message, error) => this.warnings.push(`${message} ${String(error)}`))
  readonly #gaps = new Set<() => void>()
  readonly #servers: Realtime[] = []
  readonly #closers: (() => Promise<void>)[] = []

  constructor() {
    for (const member of [ada, ben, chidi, vic]) this.signIn(member)
    this.signIn(stranger, 'team_mallory')
  }

  signIn(member: Member, teamId = 'team_ada'): Principal {
    const role: Role = member.roles[0] ?? 'viewer'
    const principal = (via: Principal['via']): Principal => ({
      ...{ memberId: member.id, userId: `user_${member.id}`, teamId, teamName: teamId, name: member.name },
      ...{ email: `${member.id}@example.com`, role, roles: member.roles, via },
    })
    this.principals.set(`Bearer bat_${member.id}`, principal({ kind: 'api_key', keyId: `key_${member.id}` }))
    const bySession = principal({ kind: 'session', sessionId: `session_${member.id}` })
    this.principals.set(`session=${member.id}`, bySession)
    return bySession
  }

  /** The member's key gets a role of its own. */
  weakenKey(member: Member, role: Role): void {
    const name = `Bearer bat_${member.id}`
    const principal = this.principals.get(name) ?? fail(`${member.name} has no key`)
    this.principals.set(name, { ...principal, roles: [principal.role, role] })
  }

  signOut(member: Member): void {
    this.principals.delete(`session=${member.id}`)
    this.principals.delete(`Bearer bat_${member.id}`)
  }

  /** Commits what a command brings about; nobody is told. A refusal is a broken premise and throws. */
  commitQuietly(act: Act, id = danas, by: typeof dana | typeof otherCustomer = dana, teamId = 'team_ada'): Change {
    const kept = this.log.get(id)
    const before = kept?.conversation ?? null
    const command: Command = typeof act === 'function' ? act(before ?? fail(`${id} has not started`)) : act
    const decision = decide(before, command, { policy: policy(), at: this.clock.time })
    if (!decision.ok) throw new Error(`${command.type} was refused: ${decision.refusal.code}`)
    const newId = () => `${id}/${(this.log.get(id)?.events.length ?? 0) + 1}/${Math.random()}`
    const events = number(before, decision.facts, { conversationId: id, at: this.clock.time, newId })
    const beginning = { teamId, botId: robo.id, customerId: by.id }
    const change = changeOf({ conversation: before, policy: policy() }, events, beginning)
    if (kept === undefined) this.log.set(id, { conversation: change.after, events: [...events], ...beginning })
    else Object.assign(kept, { conversation: change.after }).events.push(...events)
    return change
  }

  /** Commits on one server (the first unless told otherwise), which tells the others. */
  commit(
    act: Act,
    { id = danas, server = this.#servers[0] }: { id?: string; server?: Realtime | undefined } = {},
  ): Change {
    const change = this.commitQuietly(act, id)
    server?.gateway.committed(change)
    return change
  }

  start(id = danas, by: typeof dana | typeof otherCustomer = dana, teamId = 'team_ada'): void {
    const command = { ...(starts('Where is my parcel?') as Extract<Command, { type: 'start' }>), by }
    this.commitQuietly(command, id, by, teamId)
  }

  lastSeq(id = danas): number {
    return this.log.get(id)?.events.length ?? 0
  }

  conversation(id = danas): Conversation {
    return this.log.get(id)?.conversation ?? fail(`there is no ${id}`)
  }

  /** As the database's connection does after it was lost. */
  tellGap(): void {
    for (const gap of this.#gaps) gap()
  }

  open(different: Partial<RealtimeDeps> = {}): Realtime {
    const server = openRealtime({ ...this.deps(), ...different })
    this.#servers.push(server)
    return server
  }

  /** A server behind real HTTP, which believes that everybody comes `from` there; answers its address. */
  async listen(different: Partial<RealtimeDeps> = {}, from?: string): Promise<{ url: string; realtime: Realtime }> {
    const real = { now: Date.now, setTimer: undefined }
    const realtime = this.open({
      ...real,
      isAllowedOrigin: (origin) => origin.startsWith('http://127.0.0.1:'),
      ...different,
    })
    const http = createServer((_, response) => response.writeHead(404).end())
    http.on('upgrade', (request, socket, head) => {
      if (from !== undefined) Object.defineProperty(request.socket, 'remoteAddress', { value: from })
      realtime.gateway.upgrade(request, socket, head)
    })
    await new Promise<void>((ready) => http.listen(0, '127.0.0.1', ready))
    const address = http.address()
    if (address === null || typeof address === 'string') throw new Error('no address')
    this.#closers.push(() => new Promise((closed) => http.close(() => closed())))
    return { url: `http://127.0.0.1:${address.port}`, realtime }
  }

  /** A socket that has said hello. */
  async connect(server: Realtime, who: Member | 'dana' | 'emre'): Promise<SocketPair> {
    const pair = this.knock(server)
    const token = typeof who === 'string' ? `token-${who}` : `bat_${who.id}`
    pair.say({ t: 'hello', token })
    await settle()
    return pair
  }

  /** A socket that has not said hello yet. */
  knock(server: Realtime, door: { origin?: string; cookie?: string; address?: string } = {}): SocketPair {
    const pair = new SocketPair()
    server.accept(pair.wire, { origin: undefined, cookie: undefined, address: null, ...door })
    return pair
  }

  /** A socket that follows Dana's conversation and has caught up. */
  async follower(
    server: Realtime,
    who: Member | 'dana' | 'emre',
    after = 0,
    conversation = danas,
  ): Promise<SocketPair> {
    const pair = await this.connect(server, who)
    pair.say({ t: 'follow', conversation, after })
    await settle()
    return pair
  }

  async close(): Promise<void> {
    await Promise.all(this.#servers.map(({ gateway }) => gateway.close()))
    await Promise.all(this.#closers.map((close) => close()))
    await this.bus.close()
  }

  deps(): RealtimeDeps {
    const { clock, reads } = this
    return {
      authenticate: async ({ cookie, authorization }) => {
        reads.authentications += 1
        await this.beforeRead()
        const found = this.principals.get(authorization ?? cookie ?? '') ?? null
        await this.afterRead()
        return found
      },
      verifyCustomer: async (token) => this.customers.get(token) ?? null,
      isAllowedOrigin: (origin) => origin === home,
      isAllowedSite: async () => false,
      log: {
        after: async (id, after, limit) => {
          reads.after += 1
          await this.beforeRead()
          const events = this.log.get(id)?.events.slice(after, after + limit) ?? []
          await this.afterRead()
          return events
        },
        lastSeq: async (id) => {
          reads.lastSeq += 1
          await this.beforeRead()
          const seq = this.log.get(id)?.events.length ?? null
          await this.afterRead()
          return seq
        },
      },
      access: {
        member: async ({ teamId, roles }, id) => this.log.get(id)?.teamId === teamId && may(roles, 'conversation.read'),
        customer: async (customerId, id) => {
          if (!id.isWellFormed() || id.includes('\u0000')) throw new Error('PostgreSQL takes no such text')
          return this.log.get(id)?.customerId === customerId
        },
      },
      present: {
        eventForMember: (event) => eventForMember(event, noFace),
        eventForCustomer: (event) => eventForCustomer(event, noFace),
        conversationFor: async (principal, id) => {
          reads.summaries += 1
          const kept = this.log.get(id)
          if (kept === undefined || kept.teamId !== principal.teamId) return null
          const { conversation } = kept
          const summary = {
            conversation,
            policy: policy(),
            lastActivityAt: clock.time,
            lastMessage: null,
            visit: { page: null, language: null, userAgent: null },
            readSeq: 0,
          }
          return conversationForMember(summary, principal, noFace)
        },
        queue: async (botId) => {
          reads.queue += 1
          const waiting = [...this.log.values()].filter(
            (kept) => kept.botId === botId && kept.conversation.state === 'escalated',
          )
          const since = ({ conversation }: Kept) => conversation.escalation?.at ?? 0
          waiting.sort((a, b) => since(a) - since(b))
          return waiting.map(({ conversation }, index) => ({ conversationId: conversation.id, position: index + 1 }))
        },
        seenByAgents: async () => 0,
        teamOf: async (id) => this.log.get(id) ?? null,
      },
      bus: {
        publish: (message) => {
          if (!this.busLoses(message)) this.bus.publish(message)
        },
        subscribe: (listener) => this.bus.subscribe(listener),
        onGap: (listener) => {
          this.#gaps.add(listener)
          return () => void this.#gaps.delete(listener)
        },
      },
      seen: async (memberId) => {
        this.seen.push(memberId)
      },
      now: () => clock.time,
      random: () => 0.5,
      setTimer: clock.setTimer,
      warn: (message, fields) => this.warnings.push(`${message} ${JSON.stringify(fields)}`),
      rateLimits: true,
    }
  }
}

function fail(message: string): never {
  throw new Error(message)
}

const noFace = () => null
