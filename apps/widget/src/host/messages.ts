/**
 * What the page around a frame and the chat page in it tell each other by `postMessage`. Both sides check who speaks, from
 * which origin, and the shape; neither believes the other more than that.
 */

/** What may be changed of a chat's look while it is open. What is not given stays. */
export type LookChange = {
  scheme?: 'auto' | 'light' | 'dark'
  /** `#rrggbb` */
  colour?: string
  /** Only believed from Baton's own pages, for previews of settings that are not saved yet. */
  draft?: { suggestedQuestions?: string[] } | undefined
}

/** Who the page around says the customer is. Only the token proves anything; the rest fills in a form. */
export type HostIdentity = { name?: string; email?: string; token?: string }

/** The page that the chat stands on, as that page says; the frame itself sees nothing of it. */
export type HostPage = { url: string; title: string; referrer: string }

/** From the page around to the chat. */
export type Command =
  | { kind: 'show' }
  | { kind: 'hide' }
  | { kind: 'sendMessage'; text: string }
  | { kind: 'newConversation'; text?: string }
  | { kind: 'theme'; look: LookChange }
  | { kind: 'identify'; identity: HostIdentity }
  | { kind: 'reset' }
  /** The answer to `page_asked`: a `HostPage`, which whoever asked has to read with care. */
  | { kind: 'page'; page: unknown }

/** From the chat to the page around. */
export type News =
  /** The chat hears commands from now on. `conversation`: this customer has one. */
  | { kind: 'ready'; conversation: boolean }
  /** The customer closed the chat. */
  | { kind: 'close' }
  /** A message came into the conversation; `id` is the same in every tab. */
  | { kind: 'message'; message: { id: string; by: 'customer' | 'bot' | 'agent'; name: string | null; text: string } }
  | { kind: 'escalated' }
  | { kind: 'agent_joined'; agent: { name: string } }
  | { kind: 'agent_left'; agent: { name: string } }
  /** Messages of others that the customer has not seen. */
  | { kind: 'unread'; count: number }
  /** Which page is this, now? Answered with `page`. */
  | { kind: 'page_asked' }
  /** Whether there is a conversation to come back to. */
  | { kind: 'conversation'; open: boolean }
  /** The answer to `reset`: nothing of the customer is left in this browser. */
  | { kind: 'forgotten' }
  | { kind: 'error'; code: 'identity_refused' | 'message_refused' | 'unreachable'; message: string }

/** What the loader says to the frame before its scripts run, in the frame's name: nothing that anybody must not know. */
export type Beginning = { shown: boolean; locale: string | null; look: LookChange }

/** Marks our messages among everybody's. */
export const MARK = 'baton'
