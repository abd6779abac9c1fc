import { NavLink, useLocation, useSearchParams } from 'react-router'
import { countOf } from '../conversations/filter-menu.tsx'
import { useCounts } from '../conversations/use-live-inbox.tsx'
import { type View, viewFrom } from '../conversations/views.ts'
import { texts } from '../texts/conversations.ts'
import { WaitingCount } from './places.tsx'
import '../conversations/state.css'

const shown: readonly View[] = ['escalated', 'mine', 'active', 'bot', 'resolved', 'all']

/** The views of the conversations with their live counts, where the navigation is wide enough to have room for them. */
export function RailViews() {
  const [params] = useSearchParams()
  const { pathname } = useLocation()
  const counts = useCounts(params.get('bot') ?? '').data
  const here = pathname.startsWith('/conversations')
  const view = viewFrom(params)
  return (
    <ul className="rail__views">
      {shown.map((one) => {
        const count = counts ? countOf(one, counts) : undefined
        return (
          <li key={one}>
            <NavLink
              to={{ pathname: here ? pathname : '/conversations', search: searchOf(one, here ? params : undefined) }}
              className="rail__view"
              aria-current={here && view === one ? 'true' : undefined}
            >
              <span className={`state-dot state-dot_${one}`} aria-hidden="true" />
              <span className="grow clip">{texts.views[one]}</span>
              {one === 'escalated' && count !== undefined && count > 0 ? (
                <WaitingCount waiting={count} />
              ) : (
                <span className="figures small">{count}</span>
              )}
            </NavLink>
          </li>
        )
      })}
    </ul>
  )
}

/** The view with the bot that is chosen; a search belongs to the view in which it was asked. */
function searchOf(view: View, params: URLSearchParams | undefined): string {
  const bot = params?.get('bot')
  return `?${new URLSearchParams({ state: view, ...(bot ? { bot } : {}) })}`
}
