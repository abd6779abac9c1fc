/**
 * Baton's SDK for web pages: `window.baton`, there as soon as `/widget.js` has run. Calls made before are kept:
 *
 *     window.baton = window.baton || []
 *     baton.push(['show'])
 *     baton.push(['on', 'agent_joined', ({ agent }) => console.log(agent.name)])
 */
export interface Baton {
  /** Opens the chat. */
  show(): void
  /** Closes the chat; it goes on in the background. */
  hide(): void
  /** Opens or closes the chat. */
  toggle(): void
  /** Shows the round button (it is there from the start). */
  showTrigger(): void
  hideTrigger(): void
  toggleTrigger(): void
  /** Opens the chat and sends this in the customer's name. */
  sendMessage(text: string): void
  /** Opens the chat and begins another conversation, with a first message if there is one. */
  newConversation(text?: string): void
  /** Shows a bubble beside the button. A click on it opens the chat. `delayMs` milliseconds from now, at once by default. */
  showPreview(text: string, delayMs?: number): void
  hidePreview(): void
  /** Changes the look until the page is left. */
  extendTheme(change: BatonTheme): void
  /**
   * Says who the customer is. Only `token` proves it: a JWT that your server signs with the bot's secret (HS256, `aud` the
   * bot's id, `sub` your id of the customer, `exp`). The same `sub` is the same customer in every browser. Name and
   * e-mail address without a token only fill in the form that asks for them.
   */
  identify(customer: BatonIdentity): void
  /** Forgets the customer in this browser and closes the chat: call it when somebody signs out. */
  reset(): void
  on<Name extends keyof BatonEvents>(name: Name, handler: (detail: BatonEvents[Name]) => void): void
  off<Name extends keyof BatonEvents>(name: Name, handler: (detail: BatonEvents[Name]) => void): void
  /** Takes everything of the widget from the page. Loading the script again brings it back. */
  destroy(): void
  /** Calls a method by its name, as the queue before loading does. */
  push(...calls: BatonCall[]): void
}

export interface BatonTheme {
  theme?: 'auto' | 'light' | 'dark'
  /** `#rrggbb`. What stands on it is black or white, whichever can be read. */
  colours?: { primary?: string }
  position?: 'right' | 'left'
  launcherLabel?: string
  launcherIcon?: 'chat' | 'question' | 'wave' | 'person'
}

export interface BatonIdentity {
  name?: string
  email?: string
  token?: string
}

/** Every event also goes to `window` as a DOM event `baton:NAME`, with the same `detail`. */
export interface BatonEvents {
  /** The button stands on the page. Who listens later is told at once. */
  ready: { bot: { id: string; name: string } }
  open: Record<string, never>
  close: Record<string, never>
  /** A message came into the conversation, whoever wrote it. */
  message: { id: string; by: 'customer' | 'bot' | 'agent'; name: string | null; text: string }
  /** The customer asked for a human and waits. */
  escalated: Record<string, never>
  agent_joined: { agent: { name: string } }
  agent_left: { agent: { name: string } }
  /** How many messages the customer has not seen, with every change. */
  unread: { count: number }
  error: { code: BatonErrorCode; message: string }
}

export type BatonErrorCode =
  /** The chat could not be reached, or does not allow this site. */
  | 'unreachable'
  /** There is no such bot. */
  | 'bot_missing'
  /** The token of `identify` was not accepted; the message says why. */
  | 'identity_refused'
  | 'message_refused'

export type BatonCall = {
  [Name in Exclude<keyof Baton, 'push'>]: [name: Name, ...args: Parameters<Baton[Name]>]
}[Exclude<keyof Baton, 'push'>]

/** Set `window.batonSettings` before the script; it goes before the settings in the bot's Web tab. */
export interface BatonSettings extends BatonTheme {
  /** The bot's id, instead of `data-bot` at the script. */
  bot?: string
  /** A language tag for the chat's own words, such as `de` or `pt-BR`. */
  locale?: string
  /** Opens the chat by itself, so many milliseconds after it is ready. */
  openAfterMs?: number
  /** Asked in the customer's name when the chat is opened for the first time. */
  initialQuestion?: string
}

declare global {
  interface Window {
    baton?: Baton | BatonCall[]
    batonSettings?: BatonSettings
  }
  interface WindowEventMap {
    'baton:ready': CustomEvent<BatonEvents['ready']>
    'baton:open': CustomEvent<BatonEvents['open']>
    'baton:close': CustomEvent<BatonEvents['close']>
    'baton:message': CustomEvent<BatonEvents['message']>
    'baton:escalated': CustomEvent<BatonEvents['escalated']>
    'baton:agent_joined': CustomEvent<BatonEvents['agent_joined']>
    'baton:agent_left': CustomEvent<BatonEvents['agent_left']>
    'baton:unread': CustomEvent<BatonEvents['unread']>
    'baton:error': CustomEvent<BatonEvents['error']>
  }
}
