import { useEffect } from 'react'
import { Outlet, useParams } from 'react-router'
import { texts } from '../texts/conversations.ts'
import { usePageTitle } from '../ui/page-title.ts'
import { useWide, widths } from '../ui/use-wide.ts'
import { ListPane } from './list-pane.tsx'
import './conversations.css'

/** List and conversation side by side; on a phone one of them. */
export function ConversationsPage() {
  const { conversationId } = useParams()
  const sideBySide = useWide(widths.tablet)
  usePageTitle(texts.title)
  // The first conversation opens without a wait for its code.
  useEffect(() => void import('./conversation-page.tsx'), [])
  return (
    <div className="conversations">
      <h1 className="hidden-words">{texts.title}</h1>
      {/* Hidden, not gone: on a phone the way back leads to where the list was. */}
      <div className="conversations__list" hidden={!sideBySide && conversationId !== undefined}>
        <ListPane />
      </div>
      {(sideBySide || conversationId) && (
        <div className="conversations__open">
          <Outlet />
        </div>
      )}
    </div>
  )
}
