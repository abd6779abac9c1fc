import type { MemberConversation } from '@baton/protocol'
import { texts } from '../texts/conversations.ts'
import { readableAddress } from './address-words.ts'
import { Part } from './details-parts.tsx'
import { findEvent } from './find-message.ts'
import { useTimeline } from './use-timeline.ts'

type Props = { conversation: MemberConversation; onLeave: () => void }

/** What the bot answered from; each leads to the answer. */
export function SourcesPart({ conversation, onLeave }: Props) {
  const sources = useTimeline(conversation.id).data?.sources ?? []
  if (sources.length === 0) return null
  return (
    <Part title={texts.side.sources}>
      <ul className="details__list">
        {sources.map(({ title, url, seq }) => (
          <li key={`${title} ${url}`}>
            <button
              type="button"
              className="details__leads"
              title={texts.side.toAnswer}
              onClick={() => {
                onLeave()
                findEvent(conversation.id, seq)
              }}
            >
              {title}
            </button>
            {url && readableAddress(url) && (
              <a className="small details__address" href={url} target="_blank" rel="noopener noreferrer nofollow">
                {readableAddress(url)}
              </a>
            )}
          </li>
        ))}
      </ul>
    </Part>
  )
}
