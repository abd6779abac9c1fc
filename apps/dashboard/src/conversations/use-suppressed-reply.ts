import type { MemberConversation } from '@baton/protocol'
import { useEffect, useRef } from 'react'
import { useMe } from '../account/me.tsx'
import type { Drafting } from './drafting.ts'
import { hasClientId, type Transcript } from './transcript.ts'
import { useDesk } from './writing.tsx'

/**
 * Offers what the bot was writing when this member took the conversation: the customer never sees it, and it may be
 * just what is worth saying. The offer ends with the member's turn.
 */
export function useSuppressedReply(
  conversation: MemberConversation,
  drafting: Drafting | null,
  transcript: Transcript | undefined,
): void {
  const me = useMe().member.id
  const { desk, suggestion } = useDesk(conversation.id)
  const last = useRef<Drafting | null>(null)
  const { id, state, agent, engagement } = conversation
  const mine = state === 'active' && agent?.id === me
  useEffect(() => {
    if (drafting) last.current = drafting
  }, [drafting])
  useEffect(() => {
    const written = last.current
    if (!mine || !written || written.engagement >= engagement) return
    last.current = null
    if (!hasClientId(transcript, written.clientId)) desk.suggest(id, written.text)
  }, [mine, engagement, transcript, desk, id])
  useEffect(() => {
    if (!mine && suggestion !== '') desk.suggest(id, '')
  }, [mine, suggestion, desk, id])
}
