import type { OpenAccess } from '../keep/kept-access.ts'
import type { Answer } from '../wire/call.ts'
import type { ChannelApi } from '../wire/channel-api.ts'
import type { Transcript } from './transcript.ts'
import { openTranscript } from './transcript-growth.ts'

/** How many events one page of history holds. */
export const PAGE = 200

/** The conversation as it stands now, with its newest page of history. */
export async function fetchConversation(api: ChannelApi, access: OpenAccess): Promise<Answer<Transcript>> {
  const conversation = await api.conversation(access)
  if (conversation.kind !== 'ok') return conversation
  const page = await api.eventsBefore(access, conversation.value.lastSeq + 1, PAGE)
  if (page.kind !== 'ok') return page
  return { kind: 'ok', value: openTranscript(conversation.value, page.value.items) }
}
