import type { Role } from './permissions.ts'

/** A member as the one in charge of a conversation. */
export type Agent = { id: string; name: string }

/** Who acts. Always a parameter, never ambient. An agent's `roles` are the member's own and, by API key, the key's. */
export type Actor =
  | { kind: 'customer'; id: string; name: string | null }
  | { kind: 'bot'; id: string; name: string }
  | { kind: 'agent'; id: string; name: string; roles: readonly Role[] }
  | { kind: 'system' }

export const system = { kind: 'system' } as const satisfies Actor

/** What the log keeps of an actor. */
export type RecordedActor = { kind: Actor['kind']; id: string | null; name: string | null }

export function recorded(actor: Actor): RecordedActor {
  return actor.kind === 'system'
    ? { kind: 'system', id: null, name: null }
    : { kind: actor.kind, id: actor.id, name: actor.name }
}

/** In whose name a `clientId` is unique: two senders may use the same one. */
export function senderOf(actor: Actor): string {
  return actor.kind === 'system' ? 'system' : `${actor.kind}:${actor.id}`
}
