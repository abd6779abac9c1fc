import { accessToStart, dropCustomerToken, isOpen, keepOpen, type OpenAccess } from '../keep/access.ts'
import type { Store } from '../keep/browser-store.ts'
import type { Answer, ChannelApi } from '../wire/channel-api.ts'

type First = { clientId: string; text: string }

/**
 * The conversation of this browser: the kept one, or a new one with the first message, or with none where the
 * customer asks for a human straight away. Safe to repeat: key and ids are kept before the server is asked.
 */
export async function beginConversation(
  api: ChannelApi,
  botId: string,
  store: Store,
  first: First | null,
): Promise<Answer<OpenAccess>> {
  const access = accessToStart(store)
  if (isOpen(access)) return { kind: 'ok', value: access }
  const { startKey, customerToken } = access
  const body = first ? { startKey, clientId: first.clientId, text: first.text } : { startKey }
  const answer = await api.start(botId, body, customerToken)
  if (answer.kind === 'no' && answer.status === 401 && customerToken !== undefined) {
    dropCustomerToken(store)
    return beginConversation(api, botId, store, first)
  }
  if (answer.kind !== 'ok') return answer
  const open = { startKey, conversationId: answer.value.conversation.id, token: answer.value.token }
  keepOpen(store, open)
  return { kind: 'ok', value: open }
}
