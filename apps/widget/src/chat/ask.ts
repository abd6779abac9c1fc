import type { ChannelBot, CustomerConversation, CustomerEvent } from '@baton/protocol'
import type { Transcript } from './transcript.ts'

/** The customer's side of Talk to a Human: the form, what is typed in it, and what is wrong with it. */
export type Ask = {
  /** The customer opened the form, or began to fill in one that the bot offered. */
  open: boolean
  email: string
  /** A code of the server's, or one of `email_missing` and `unreachable`. */
  problem: string | null
  busy: boolean
  /** Offers up to this `seq` were declined or used. */
  answered: number
}

export const nothingAsked: Ask = { open: false, email: '', problem: null, busy: false, answered: 0 }

/** Whether a person can be asked for now. */
export function canAsk(bot: ChannelBot, view: CustomerConversation | null): boolean {
  return bot.human.available && (view === null || view.state === 'bot' || view.state === 'resolved')
}

/** Whether the form is in the thread: asked for by the customer, or offered by the bot and not declined. */
export function showsForm(ask: Ask, bot: ChannelBot, transcript: Transcript | null): boolean {
  if (!canAsk(bot, transcript?.view ?? null)) return false
  return ask.open || offeredAt(transcript) > ask.answered
}

/** The `seq` of the bot's standing offer of a person, 0 where there is none. */
export function offeredAt(transcript: Transcript | null): number {
  const offer = latestOffer(transcript)
  return offer?.powerUp === 'talk_to_a_human' ? offer.seq : 0
}

/** The bot's standing offer; null where there is none. */
export function latestOffer(transcript: Transcript | null): { seq: number; powerUp: string } | null {
  const newest = transcript?.events.findLast(endsOffer)
  if (newest?.type !== 'message.sent' || !newest.data.offer) return null
  return { seq: newest.seq, powerUp: newest.data.offer.powerUp }
}

/** A later word of the bot's, or any step of the lifecycle, makes an offer stale. */
function endsOffer(event: CustomerEvent): boolean {
  if (event.type === 'withheld') return false
  return event.type !== 'message.sent' || event.actor.kind === 'bot'
}
