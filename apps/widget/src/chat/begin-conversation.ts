import { accessToStart, dropCustomerToken, keepOpen } from '../keep/access.ts'
import type { Store } from '../keep/browser-store.ts'
import { isOpen, type OpenAccess, readAccess } from '../keep/kept-access.ts'
import type { Answer } from '../wire/call.ts'
import type { ChannelApi } from '../wire/channel-api.ts'
import type { Visit } from '../wire/visit.ts'

type BeginningPorts = { api: ChannelApi; store: Store; visit: () => Promise<Visit> }
type First = { clientId: string; text: string }

/**
 * The conversation of this browser: the kept one, or a new one with the first message, or with none where the
 * customer asks for a human straight away. Safe to repeat: key and ids are kept before the server is asked.
 */
export async function beginConversation(
  ports: BeginningPorts,
  botId: string,
  first: First | null,
): Promise<Answer<OpenAccess>> {
  const { api, store, visit } = ports
  const access = accessToStart(store)
  if (isOpen(access)) return { kind: 'ok', value: access }
  const { startKey, customerToken } = access
  const said = first && { clientId: first.clientId, text: first.text }
  const answer = await api.start(botId, { startKey, ...said, ...(await visit()) }, customerToken)
  if (answer.kind === 'no' && answer.status === 401 && customerToken !== undefined) {
    dropCustomerToken(store)
    return beginConversation(ports, botId, first)
  }
  if (answer.kind !== 'ok') return answer
  // The customer was forgotten meanwhile: whoever comes next must not find this.
  if (readAccess(store) === null) return { kind: 'stopped' }
  const open = { startKey, conversationId: answer.value.conversation.id, token: answer.value.token }
  keepOpen(store, open)
  return { kind: 'ok', value: open }
}
