import type { Store } from './browser-store.ts'

/** How this browser reaches its conversation with one bot. */
export type Access =
  /** Before the server answered: the key is kept first, so that a lost answer can be asked for again. */
  { startKey: string; customerToken?: string } | OpenAccess

/** The conversation exists; the token opens it. */
export type OpenAccess = { startKey: string; conversationId: string; token: string }

export const accessName = 'access'

export function readAccess(store: Store): Access | null {
  const kept = store.read(accessName) as Partial<OpenAccess> | null | undefined
  return typeof kept?.startKey === 'string' ? (kept as Access) : null
}

export function isOpen(access: Access | null): access is OpenAccess {
  return access !== null && 'token' in access && 'conversationId' in access
}

/** The conversation that this browser has open; null where it has none yet. */
export function currentOf(store: Store): string | null {
  const access = readAccess(store)
  return isOpen(access) ? access.conversationId : null
}

/** What proves who this customer is, if anything does. */
export function tokenOf(access: Access | null): string | undefined {
  if (access === null) return undefined
  return isOpen(access) ? access.token : access.customerToken
}
