import type { Principal } from '../accounts/principal.ts'
import type { CloseName } from './frame-codec.ts'
import type { RealtimeDeps, Side } from './ports.ts'

/** What the HTTP request of a socket said. */
export type Door = { origin: string | undefined; cookie: string | undefined; address: string | null }

/** Who is at the other end. */
export type Who =
  | { side: 'member'; principal: Principal }
  | { side: 'customer'; customerId: string; botId: string; teamId: string }

/** What somebody was recognised by, kept so that it can be checked again. */
type Proof = { kind: 'cookie' | 'key' | 'token'; value: string }

/** Somebody who was recognised, and when last (milliseconds). */
export type Identity = { proof: Proof; who: Who; checkedAt: number }

type HelloDeps = Pick<RealtimeDeps, 'authenticate' | 'verifyCustomer' | 'isAllowedOrigin' | 'isAllowedSite'>

/** A page on a site that no bot allows may not even say hello. */
export async function originRefused(deps: HelloDeps, door: Door): Promise<boolean> {
  return isForeign(deps, door) && !(await deps.isAllowedSite(door.origin ?? '', null))
}

function isForeign(deps: HelloDeps, { origin }: Door): boolean {
  return origin !== undefined && !deps.isAllowedOrigin(origin)
}

/** Who says hello, or why nobody is let in. A token wins over the cookie, also when it is no good. */
export async function recognise(
  deps: HelloDeps,
  now: () => number,
  door: Door,
  token: string | undefined,
): Promise<Identity | Extract<CloseName, 'origin_refused' | 'unauthorized'>> {
  // Browsers always say their origin; a cookie without one would be an invitation to other sites' pages.
  if (token === undefined && door.origin === undefined) return 'origin_refused'
  const proof = proofOf(door, token)
  if (proof === null) return 'unauthorized'
  const checkedAt = now()
  // Another site's page is there for the customers of the bots that allow it, and for nobody else.
  if (isForeign(deps, door) && proof.kind !== 'token') return 'origin_refused'
  const who = await whoIs(deps, proof)
  if (who === null) return 'unauthorized'
  return (await isAtHome(deps, door, who)) ? { proof, who, checkedAt } : 'origin_refused'
}

async function isAtHome(deps: HelloDeps, door: Door, who: Who): Promise<boolean> {
  if (!isForeign(deps, door)) return true
  return who.side === 'customer' && deps.isAllowedSite(door.origin ?? '', who.botId)
}

function proofOf(door: Door, token: string | undefined): Proof | null {
  if (token !== undefined) return { kind: token.startsWith('bat_') ? 'key' : 'token', value: token }
  return door.cookie === undefined ? null : { kind: 'cookie', value: door.cookie }
}

/** Who this proves; null for nobody (any more). */
export async function whoIs(deps: HelloDeps, { kind, value }: Proof): Promise<Who | null> {
  if (kind === 'token') {
    const customer = await deps.verifyCustomer(value)
    return customer && { side: 'customer', ...customer }
  }
  const headers = kind === 'key' ? { authorization: `Bearer ${value}` } : { cookie: value }
  const principal = await deps.authenticate(headers)
  return principal && { side: 'member', principal }
}

/** Whether a proof that is checked again still shows the same person. */
export function isSame(before: Who, after: Who): boolean {
  const keyOf = (who: Who): [Side, string] => [
    who.side,
    who.side === 'member' ? who.principal.memberId : who.customerId,
  ]
  return keyOf(before).join() === keyOf(after).join()
}
