// What domain people say about a conversation, written from the lifecycle table and its rules, never from the code that
// it is compared with. It knows no ids, times or texts: only who may do what, and what everybody may rely on.
import type { Left, MemberName, Step, Switch } from './lifecycle-steps.ts'

export type State = 'bot' | 'escalated' | 'active' | 'resolved' | 'closed'

export type Model = {
  state: State
  holder: string | null
  engagement: number
  seq: number
  /** While escalated: the bot keeps silent. */
  silent: boolean
  /** The customer's messages that nobody has answered, by seq. */
  unanswered: number[]
  newestMessage: number
  /** The number of the bot turn that is due, and how many there have been. */
  turn: number | null
  turns: number
  lastReleaser: string | null
  address: 'none' | 'an address' | 'another address'
  hoursSinceContactMail: number | null
  switches: Record<Switch, boolean>
}

export type Expected = { refusal: string } | { event: string | null }

/** What a reply refers to, as the model sees it. */
export type Turn = { number: number | null; engagement: number; read: number }

export function begin(firstMessage: boolean, switches: Record<Switch, boolean>): Model {
  const model: Model = {
    ...{ state: 'bot', holder: null, engagement: 1, seq: 1, silent: false, unanswered: [], newestMessage: 0 },
    ...{ turn: null, turns: 0, lastReleaser: null, address: 'none', hoursSinceContactMail: null, switches },
  }
  if (firstMessage) heard(model)
  return model
}

const mayClaim: readonly MemberName[] = ['ada', 'ben', 'chidi', 'ada by key']
const mayMoveAnothers: readonly MemberName[] = ['ada']

/** The person behind a name: a key is still its maker's. */
export const personOf = (name: MemberName): string => name.replace(' by key', '')

export const botMaySpeak = (model: Model): boolean =>
  model.state === 'bot' || model.state === 'resolved' || (model.state === 'escalated' && !model.silent)

/** What must come of a step, which the model takes as well. `turn` is what a reply refers to. */
export function expect(model: Model, step: Exclude<Step, { do: 'turn' | 'wait' }>, turn: Turn): Expected {
  if ('who' in step && !mayClaim.includes(step.who)) return { refusal: 'forbidden' }
  if (model.state === 'closed') return step.do === 'close' ? unchanged : { refusal: 'conversation_closed' }
  switch (step.do) {
    case 'customer writes':
      return step.what === 'nothing' ? { refusal: 'message_empty' } : heard(model)
    case 'agent writes':
      return agentWrites(model, step)
    case 'bot replies':
      return botReplies(model, turn)
    case 'escalate':
    case 'request contact':
      return asks(model, step)
    case 'withdraw':
      if (model.state === 'bot') return unchanged
      if (model.state !== 'escalated') return { refusal: 'not_waiting' }
      return moves(model, 'conversation.withdrawn', 'bot', { raises: model.silent })
    case 'claim':
      return claims(model, personOf(step.who))
    case 'take over':
      return takesOver(model, personOf(step.who))
    case 'dismiss':
      if (model.state === 'active') return { refusal: `already_claimed ${model.holder}` }
      if (model.state !== 'escalated') return { refusal: 'not_escalated' }
      return moves(model, 'conversation.dismissed', 'resolved', {})
    case 'close':
      return moves(model, 'conversation.closed', 'closed', {})
    default:
      return holding(model, step)
  }
}

const unchanged: Expected = { event: null }

function heard(model: Model): Expected {
  model.seq += 1
  model.unanswered.push(model.seq)
  model.newestMessage = model.seq
  if (botMaySpeak(model) && model.turn === null) newTurn(model)
  return { event: 'message.sent' }
}

function agentWrites(model: Model, step: Extract<Step, { do: 'agent writes' }>): Expected {
  if (step.what === 'nothing') return { refusal: 'message_empty' }
  if (model.holder !== personOf(step.who)) return notHolder(model)
  model.seq += 1
  model.unanswered = []
  return { event: 'message.sent' }
}

function botReplies(model: Model, turn: Turn): Expected {
  if (turn.engagement !== model.engagement || !botMaySpeak(model)) return { refusal: 'stale_engagement' }
  if (model.turn === null || turn.number !== model.turn) return { refusal: 'stale_turn' }
  if (model.state === 'escalated' && offersHuman(model)) return { refusal: 'waits_already' }
  model.seq += 1
  model.unanswered = model.unanswered.filter((seq) => seq > turn.read)
  model.turn = null
  if (model.unanswered.length > 0) newTurn(model)
  return { event: 'message.sent' }
}

/** Every other reply offers a human, as `offerIn` makes them. */
const offersHuman = ({ seq }: Model): boolean => seq % 2 === 1

function asks(model: Model, { do: how, left }: { do: 'escalate' | 'request contact'; left: Left }): Expected {
  if (model.state === 'escalated' || model.state === 'active') return unchanged
  if (!model.switches.powerUp) return { refusal: 'power_up_missing' }
  const escalates = how === 'escalate'
  if (escalates !== model.switches.humanTakeover) {
    return { refusal: escalates ? 'human_takeover_off' : 'human_takeover_on' }
  }
  if (left === 'a wrong address' || (left === 'no address' && model.switches.emailRequired)) {
    return { refusal: 'email_invalid' }
  }
  return escalates ? escalated(model, left) : contactRequested(model, left)
}

function escalated(model: Model, left: 'an address' | 'another address' | 'no address'): Expected {
  remember(model, left)
  const silent = model.switches.holdsWhileWaiting
  return moves(model, 'conversation.escalated', 'escalated', { raises: silent, silent })
}

function contactRequested(model: Model, left: 'an address' | 'another address' | 'no address'): Expected {
  const mailedToday = model.hoursSinceContactMail !== null && model.hoursSinceContactMail < 24
  if (mailedToday && (left === 'no address' || left === model.address)) return unchanged
  remember(model, left)
  model.seq += 1
  if (mailedToday) return { event: 'conversation.contact_requested, not mailed' }
  model.hoursSinceContactMail = 0
  return { event: 'conversation.contact_requested, mailed' }
}

function remember(model: Model, left: 'an address' | 'another address' | 'no address'): void {
  if (left !== 'no address') model.address = left
}

function claims(model: Model, who: string): Expected {
  if (model.state === 'active') return model.holder === who ? unchanged : { refusal: `already_claimed ${model.holder}` }
  if (model.state !== 'escalated') return { refusal: 'not_escalated' }
  return moves(model, 'conversation.claimed', 'active', { holder: who })
}

function takesOver(model: Model, who: string): Expected {
  if (model.state === 'active' || model.state === 'escalated') return claims(model, who)
  if (!model.switches.humanTakeover || !model.switches.takeOverAllowed) return { refusal: 'takeover_not_allowed' }
  return moves(model, 'conversation.claimed', 'active', { holder: who })
}

type Holding = Extract<Step, { do: 'transfer' | 'requeue' | 'requeue for' | 'nudge' | 'hand back' }>

function holding(model: Model, step: Holding): Expected {
  if (step.do === 'hand back') return handsBack(model, step)
  if (model.state !== 'active') return { refusal: 'not_active' }
  if (step.do === 'requeue for' || step.do === 'nudge') return watched(model, step)
  if (!mayMove(model, step.who)) return notHolder(model)
  if (step.do === 'requeue') return requeued(model)
  if (step.to === model.holder) return unchanged
  return moves(model, 'conversation.transferred', 'active', { holder: step.to })
}

function handsBack(model: Model, step: Extract<Step, { do: 'hand back' }>): Expected {
  if (model.state === 'resolved' && model.lastReleaser === personOf(step.who)) return unchanged
  if (model.state !== 'active' || !mayMove(model, step.who)) return notHolder(model)
  if (!step.botAnswers) model.unanswered = []
  const done = moves(model, 'conversation.released', 'resolved', {})
  model.lastReleaser = personOf(step.who)
  return done
}

function watched(model: Model, step: Extract<Step, { do: 'requeue for' | 'nudge' }>): Expected {
  const timed = step.do === 'nudge' || step.cause === 'unanswered'
  const sameWait = step.wait === 'same' && model.unanswered.length > 0
  if (step.seen === 'before' || (timed && !sameWait)) return { refusal: 'stale_engagement' }
  if (step.do === 'requeue for') return requeued(model)
  model.seq += 1
  return { event: 'conversation.nudged' }
}

function requeued(model: Model): Expected {
  return moves(model, 'conversation.requeued', 'escalated', { silent: model.switches.holdsWhileWaiting })
}

/** A transition. Who may speak changes with it unless it says otherwise; then the engagement and the turn are new. */
function moves(
  model: Model,
  event: string,
  to: State,
  { raises = true, silent = false, holder = null }: { raises?: boolean; silent?: boolean; holder?: string | null },
): Expected {
  Object.assign(model, { state: to, silent, holder, lastReleaser: null, seq: model.seq + 1 })
  if (!raises) return { event }
  model.engagement += 1
  model.turn = null
  if (botMaySpeak(model) && model.unanswered.length > 0) newTurn(model)
  return { event }
}

function newTurn(model: Model): void {
  model.turns += 1
  model.turn = model.turns
}

function mayMove(model: Model, who: MemberName): boolean {
  return model.holder === personOf(who) || mayMoveAnothers.includes(who)
}

function notHolder(model: Model): Expected {
  return { refusal: `not_holder ${model.holder ?? 'nobody'}` }
}
