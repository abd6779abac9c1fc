import type { Store } from './browser-store.ts'
import { makeStartKey } from './random-ids.ts'

/** How this browser reaches its conversation with one bot. */
export type Access =
  /** Before the server answered: the key is kept first, so that a lost answer can be asked for again. */
  { startKey: string; customerToken?: string } | OpenAccess

/** The conversation exists; the token opens it. */
export type OpenAccess = { startKey: string; conversationId: string; token: string }

const NAME = 'access'
export const accessName = NAME

export function readAccess(store: Store): Access | null {
  const kept = store.read(NAME) as Partial<OpenAccess> | null | undefined
  return typeof kept?.startKey === 'string' ? (kept as Access) : null
}

export function isOpen(access: Access | null): access is OpenAccess {
  return access !== null && 'token' in access && 'conversationId' in access
}

/** The kept key, or a new one that is kept before anybody uses it. */
export function accessToStart(store: Store): Access {
  const kept = readAccess(store)
  if (kept) return kept
  const access: Access = { startKey: makeStartKey() }
  store.write(NAME, access)
  return access
}

export function keepOpen(store: Store, access: OpenAccess): void {
  store.write(NAME, access)
}

/** The way to another conversation of the same customer; null while this browser has no token. */
export function accessTo(store: Store, conversationId: string): OpenAccess | null {
  const kept = readAccess(store)
  const token = tokenOf(kept)
  return kept && token !== undefined ? { startKey: kept.startKey, conversationId, token } : null
}

/** What proves who this customer is, if anything does. */
export function tokenOf(access: Access | null): string | undefined {
  if (access === null) return undefined
  return isOpen(access) ? access.token : access.customerToken
}

/** Somebody proved who they are: their newest conversation, or none yet. */
export function becomeCustomer(store: Store, token: string, conversationId: string | null): void {
  const startKey = makeStartKey()
  store.write(NAME, conversationId === null ? { startKey, customerToken: token } : { startKey, conversationId, token })
}

export function forgetAccess(store: Store): void {
  store.forget(NAME)
}

/** Prepares another conversation of the same customer: a new key, and the old token as proof of who asks. */
export function renewAccess(store: Store): void {
  const kept = readAccess(store)
  store.write(NAME, { startKey: makeStartKey(), ...withToken(tokenOf(kept)) })
}

const withToken = (customerToken: string | undefined) => (customerToken === undefined ? {} : { customerToken })

/** The old token proves nothing any more: the new conversation is that of a new customer. */
export function dropCustomerToken(store: Store): void {
  const kept = readAccess(store)
  if (kept && !isOpen(kept)) store.write(NAME, { startKey: kept.startKey })
}
