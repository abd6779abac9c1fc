import type { News } from '../host/messages.ts'
import { becomeCustomer } from '../keep/access.ts'
import type { Store } from '../keep/browser-store.ts'
import { readAccess, tokenOf } from '../keep/kept-access.ts'
import type { ChannelApi } from '../wire/channel-api.ts'

type Proven = { kind: 'proven'; email: string | null }

/** Exchanges the site's signed token for that customer's own, and keeps it. */
export async function proveIdentity(
  api: ChannelApi,
  store: Store,
  { botId, token }: { botId: string; token: string },
): Promise<Proven | Extract<News, { kind: 'error' }>> {
  const answer = await api.identify(botId, token, tokenOf(readAccess(store)))
  if (answer.kind === 'no') return { kind: 'error', code: 'identity_refused', message: answer.code }
  if (answer.kind !== 'ok') return { kind: 'error', code: 'unreachable', message: 'The server does not answer.' }
  becomeCustomer(store, answer.value.token, answer.value.conversation?.id ?? null)
  return { kind: 'proven', email: answer.value.email }
}
