import { botMaySpeak, type Conversation, type Event, isUnanswered, type Policy } from '@baton/core'
import * as lifecycle from '@baton/core/lifecycle'
import { beginning, dana, hour, minute, robo, ten } from '../support/cast.ts'
import { addresses, commandFor, type Tried, waysOut } from './lifecycle-commands.ts'
import * as model from './lifecycle-model.ts'
import type { Step, Switch } from './lifecycle-steps.ts'

/** The rules under test; given another set, a run shows whether it would notice. */
export type Rules = Pick<typeof lifecycle, 'decide' | 'evolve' | 'number'>

export type Watch = (change: { before: Conversation | null; events: Event[]; after: Conversation }) => void

/** A turn as somebody noted it who may come back with it much later. */
type Noted = { id: string; number: number | null; engagement: number; newest: number }

/** One life of a conversation beside its model. Throws at the first difference. */
export class Run {
  readonly #rules: Rules
  readonly #watch: Watch | undefined
  readonly #model: model.Model
  readonly #noted: Noted[] = []
  readonly #switches: Record<Switch, boolean>
  #conversation: Conversation
  #at = ten
  #messages = 0

  constructor(begins: { firstMessage: boolean; holds: boolean }, rules: Rules = lifecycle, watch?: Watch) {
    this.#rules = rules
    this.#watch = watch
    this.#switches = {
      ...{ powerUp: true, humanTakeover: true, takeOverAllowed: true, emailRequired: true },
      holdsWhileWaiting: begins.holds,
    }
    this.#model = model.begin(begins.firstMessage, this.#switches)
    const first = begins.firstMessage ? { text: 'Hello', clientId: 'first' } : null
    const decision = rules.decide(null, { type: 'start', by: dana, first }, this.#given())
    if (!decision.ok) throw new Error('the start was refused')
    this.#conversation = this.#add(null, decision.facts)
    this.#agree('start')
  }

  /** Tries one step on both and compares what came of it. */
  take(step: Step): void {
    if (step.do === 'turn') this.#switches[step.the] = !this.#switches[step.the]
    else if (step.do === 'wait') this.#wait(step.hours)
    else this.#try(step)
  }

  /** Holds that from here somebody can lead the conversation back to the bot or to a human. */
  leadsOn(): void {
    for (const command of waysOut(this.#conversation)) {
      const decision = this.#rules.decide(this.#conversation, command, this.#given())
      if (decision.ok) continue
      throw new Error(`stranded in ${this.#conversation.state}: ${command.type} gives ${decision.refusal.code}`)
    }
  }

  #try(step: Tried): void {
    const turn = this.#turnFor(step)
    const { id: turnId, engagement, newest: answers } = turn
    this.#messages += 1
    const written = { turnId, engagement, answers }
    const command = commandFor(step, this.#conversation, written, `message-${this.#messages}`)
    const decision = this.#rules.decide(this.#conversation, command, this.#given())
    const expected = model.expect(this.#model, step, { number: turn.number, engagement, read: answers })
    same(said(decision), 'refusal' in expected ? expected.refusal : (expected.event ?? 'nothing'), step.do)
    if (!decision.ok || decision.facts.length === 0) return
    this.#conversation = this.#add(this.#conversation, decision.facts)
    this.#agree(step.do)
  }

  /** Everything that both know is the same, and everything that must always hold holds. */
  #agree(after: string): void {
    const [real, ideal] = [this.#conversation, this.#model]
    const holder = real.state === 'active' ? real.agent.name.toLowerCase() : null
    same(real.state, ideal.state, after, 'state')
    same(holder, ideal.holder, after, 'holder')
    same(real.engagement, ideal.engagement, after, 'engagement')
    same(real.lastSeq, ideal.seq, after, 'number of events')
    same(real.state === 'escalated' && real.botHolds, ideal.silent, after, 'silence while waiting')
    same(botMaySpeak(real), model.botMaySpeak(ideal), after, 'right of the bot to speak')
    same(isUnanswered(real), ideal.unanswered.length > 0, after, 'something unanswered')
    same(real.unansweredSince !== null, ideal.unanswered.length > 0, after, 'clock of the wait')
    same(real.turn !== null, botMaySpeak(real) && ideal.unanswered.length > 0, after, 'turn that is owed')
    same(real.customer.email, ideal.address === 'none' ? null : addresses[ideal.address], after, 'address')
    if (ideal.turn !== null && ideal.turn !== this.#noted.at(-1)?.number) this.#note(ideal.turn)
    same(real.turn?.id, ideal.turn === null ? undefined : this.#noted.at(-1)?.id, after, 'turn')
  }

  #note(number: number): void {
    const { turn, engagement, lastCustomerSeq: newest } = this.#conversation
    if (turn === null) throw new Error(`turn ${number} is not there`)
    if (this.#noted.some(({ id }) => id === turn.id)) throw new Error(`turn ${number} has the id of an earlier one`)
    this.#noted.push({ id: turn.id, number, engagement, newest })
  }

  #turnFor(step: Step): Noted {
    const { turn, engagement, lastCustomerSeq } = this.#conversation
    const due = { id: turn?.id ?? 'none', number: this.#model.turn, engagement, newest: lastCustomerSeq }
    if (step.do !== 'bot replies') return due
    const noted = this.#noted.at(-1 - step.back)
    if (step.turn === 'noted' && noted !== undefined) return noted
    if (step.turn === 'made up') return { ...due, id: 'made up', number: null }
    const read = { all: lastCustomerSeq, some: this.#model.unanswered[0] ?? 0, 'too much': lastCustomerSeq + 9 }
    return { ...due, newest: read[step.read] }
  }

  #add(before: Conversation | null, facts: Parameters<Rules['number']>[1]): Conversation {
    let lastId = before?.lastSeq ?? 0
    const newId = () => {
      lastId += 1
      return `event-${lastId}`
    }
    const events = this.#rules.number(before, facts, { conversationId: 'conversation', at: this.#at, newId })
    let after = before
    for (const [index, event] of events.entries()) {
      same(event.seq, (before?.lastSeq ?? 0) + index + 1, event.type, 'seq')
      if (event.actor.kind === 'bot' && after?.state === 'active') throw new Error('the bot spoke while a person held')
      after = this.#rules.evolve(after, event, beginning)
    }
    if (after === null) throw new Error('no conversation came of it')
    this.#watch?.({ before, events, after })
    return after
  }

  #wait(hours: number): void {
    this.#at += hours * hour
    if (this.#model.hoursSinceContactMail !== null) this.#model.hoursSinceContactMail += hours
  }

  #given(): { policy: Policy; at: number } {
    return {
      policy: {
        ...this.#switches,
        botName: robo.name,
        unansweredAfter: 15 * minute,
        tellsMessages: false,
        lead: null,
        summarises: false,
      },
      at: this.#at,
    }
  }
}

/** What the rules answered, in the model's words. */
function said(decision: ReturnType<Rules['decide']>): string {
  if (!decision.ok) {
    const { refusal } = decision
    if (refusal.code === 'already_claimed') return `already_claimed ${refusal.claimedBy.name.toLowerCase()}`
    if (refusal.code === 'not_holder') return `not_holder ${refusal.holder?.name.toLowerCase() ?? 'nobody'}`
    return refusal.code
  }
  if (decision.facts.length > 1) return `${decision.facts.length} events`
  const [fact] = decision.facts
  if (fact?.type !== 'conversation.contact_requested') return fact?.type ?? 'nothing'
  return `${fact.type}, ${fact.data.mailed ? 'mailed' : 'not mailed'}`
}

function same(real: unknown, ideal: unknown, after: string, what = 'answer'): void {
  if (real === ideal) return
  throw new Error(`${what} after ${after}: the rules say ${String(real)}, the model says ${String(ideal)}`)
}
