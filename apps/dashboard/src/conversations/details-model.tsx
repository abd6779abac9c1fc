import type { MemberConversation } from '@baton/protocol'
import { useQuery } from '@tanstack/react-query'
import { getConversationDetail } from '../api/conversations.ts'
import { keys } from '../api/keys.ts'
import { texts } from '../texts/conversations.ts'
import { Fact } from './details-parts.tsx'

/** What the bot's model used for this conversation; nothing where it was never asked. */
export function ModelFact({ conversation: { id, engagement } }: { conversation: MemberConversation }) {
  const detail = useQuery({
    queryKey: keys.summary(id, engagement),
    queryFn: () => getConversationDetail(id),
    staleTime: 60_000,
  })
  const usage = detail.data?.usage
  if (usage === undefined || usage.calls === 0) return null
  return (
    <Fact label={texts.side.model}>
      <span className="figures">{texts.side.used(usage.inputTokens + usage.outputTokens, usage.cost)}</span>
    </Fact>
  )
}
