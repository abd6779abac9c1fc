import { type Actor, may, type Right, type Role } from '@baton/core'

/** A member who was recognised by a session or an API key. */
export type Principal = {
  memberId: string
  userId: string
  teamId: string
  teamName: string
  name: string
  email: string
  role: Role
  /** The member's role, and the key's when known by an API key: every one of them must allow. */
  roles: readonly Role[]
  via: { kind: 'session'; sessionId: string } | { kind: 'api_key'; keyId: string }
}

export function principalMay(principal: Principal, right: Right): boolean {
  return may(principal.roles, right)
}

export function agentActor(principal: Principal): Extract<Actor, { kind: 'agent' }> {
  return { kind: 'agent', id: principal.memberId, name: principal.name, roles: principal.roles }
}
