import type { Store } from './browser-store.ts'
import { type Access, accessName, isOpen, type OpenAccess, readAccess, tokenOf } from './kept-access.ts'
import { makeStartKey } from './random-ids.ts'

/** The kept key, or a new one that is kept before anybody uses it. */
export function accessToStart(store: Store): Access {
  const kept = readAccess(store)
  if (kept) return kept
  const access: Access = { startKey: makeStartKey() }
  store.write(accessName, access)
  return access
}

export function keepOpen(store: Store, access: OpenAccess): void {
  store.write(accessName, access)
}

/** The way to another conversation of the same customer; null while this browser has no token. */
export function accessTo(store: Store, conversationId: string): OpenAccess | null {
  const kept = readAccess(store)
  const token = tokenOf(kept)
  return kept && token !== undefined ? { startKey: kept.startKey, conversationId, token } : null
}

/** Somebody proved who they are: their newest conversation, or none yet. */
export function becomeCustomer(store: Store, token: string, conversationId: string | null): void {
  const startKey = makeStartKey()
  store.write(
    accessName,
    conversationId === null ? { startKey, customerToken: token } : { startKey, conversationId, token },
  )
}

export function forgetAccess(store: Store): void {
  store.forget(accessName)
}

/** Prepares another conversation of the same customer: a new key, and the old token as proof of who asks. */
export function renewAccess(store: Store): void {
  const kept = readAccess(store)
  store.write(accessName, { startKey: makeStartKey(), ...withToken(tokenOf(kept)) })
}

const withToken = (customerToken: string | undefined) => (customerToken === undefined ? {} : { customerToken })

/** The old token proves nothing any more: the new conversation is that of a new customer. */
export function dropCustomerToken(store: Store): void {
  const kept = readAccess(store)
  if (kept && !isOpen(kept)) store.write(accessName, { startKey: kept.startKey })
}
