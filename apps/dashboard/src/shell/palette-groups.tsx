import {
  IconBolt,
  IconKeyboard,
  IconLogout,
  IconMessageCircle,
  IconMoon,
  IconSun,
  IconSunMoon,
  IconUserCircle,
} from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { useMe } from '../account/me.tsx'
import { useSavePreferences } from '../account/member-preferences.ts'
import { useSignOut } from '../account/use-sign-out.ts'
import { listConversations } from '../api/conversations.ts'
import { keys } from '../api/keys.ts'
import { Mark } from '../conversations/baton-mark.tsx'
import { FoundWords } from '../conversations/found-words.tsx'
import { type View, views } from '../conversations/views.ts'
import { customerName, holderOf } from '../conversations/who.ts'
import { texts as said } from '../texts/conversations.ts'
import { texts } from '../texts/palette.ts'
import { shared } from '../texts/shared.ts'
import { showKeys } from './key-sheet.tsx'
import { useOfferedActions } from './palette-actions.ts'
import { placesFor } from './places.tsx'

/** One thing that can be done or gone to. */
export type Choice = {
  id: string
  label: string
  icon: ReactNode
  detail?: ReactNode
  /** Words that find it besides its label. */
  keywords?: string
  /** The single key that does the same. */
  hint?: string
  run: () => void
}
/** `stale`: found for words that have changed meanwhile; still to be seen, not to be taken. */
export type Group = { name: string; choices: Choice[]; stale?: boolean }

const icon = { size: 18, stroke: 1.6, 'aria-hidden': true } as const

/** Everything that can be done or gone to from here, apart from single conversations. */
export function usePaletteGroups(): Group[] {
  const offered = useOfferedActions()
  return [
    {
      name: texts.here,
      choices: offered.map(({ id, title, hint, run }) => ({
        id,
        label: title,
        icon: <IconBolt {...icon} />,
        ...(hint ? { hint } : {}),
        run,
      })),
    },
    { name: texts.goTo, choices: [...usePlaces(), ...useViews()] },
    { name: texts.settings, choices: useSettings() },
  ]
}

function usePlaces(): Choice[] {
  const navigate = useNavigate()
  const { can } = useMe()
  return [...placesFor(can), { to: '/account', label: shared.nav.account, Icon: IconUserCircle }].map(
    ({ to, label, Icon }) => ({
      id: `go ${to}`,
      label,
      icon: <Icon {...icon} />,
      run: () => void navigate(to),
    }),
  )
}

function useViews(): Choice[] {
  const navigate = useNavigate()
  return views.map((view: View) => ({
    id: `view ${view}`,
    label: texts.view(said.views[view]),
    keywords: shared.nav.conversations,
    icon: (
      <span className="palette__dot">
        <span className={`state-dot state-dot_${view}`} aria-hidden="true" />
      </span>
    ),
    run: () => void navigate(view === 'open' ? '/conversations' : `/conversations?state=${view}`),
  }))
}

function useSettings(): Choice[] {
  const { mutate } = useSavePreferences()
  const signOut = useSignOut()
  const themes = [
    ['light', IconSun],
    ['dark', IconMoon],
    ['auto', IconSunMoon],
  ] as const
  return [
    ...themes.map(([theme, Icon]) => ({
      id: `theme ${theme}`,
      label: `${shared.theme.label}: ${shared.theme[theme]}`,
      icon: <Icon {...icon} />,
      run: () => mutate({ theme }),
    })),
    { id: 'keys', label: shared.keyboard, icon: <IconKeyboard {...icon} />, run: showKeys },
    { id: 'sign out', label: shared.signOut, icon: <IconLogout {...icon} />, run: signOut },
  ]
}

const SEARCH_AFTER = 200
const MOST = 6

/**
 * The conversations in which the words stand, by the server's search. While it is asked, what was found for the words
 * before stays in its place, stale, so that nothing jumps and nothing is taken for these.
 */
export function useFoundConversations(query: string): { groups: Group[]; asking: boolean } {
  const wanted = query.trim()
  const q = useSettled(wanted)
  const me = useMe().member.id
  const navigate = useNavigate()
  const asks = wanted.length > 1
  const found = useQuery({
    queryKey: keys.found(q),
    queryFn: () => listConversations({ q, limit: MOST }),
    enabled: asks && q.length > 1,
    placeholderData: keepPreviousData,
  })
  if (!asks || found.isError) return { groups: [], asking: false }
  const asking = q !== wanted || found.data === undefined || found.isPlaceholderData
  if (!found.data) return { groups: [], asking }
  const { items, matches } = found.data
  const choices = items.map((row): Choice => {
    const match = matches?.[row.id]
    return {
      id: row.id,
      label: customerName(row.customer),
      detail: match ? (
        <FoundWords match={match} customer={row.customer} me={me} />
      ) : (
        (row.lastMessage?.text ?? said.noMessages)
      ),
      icon: row.state === 'closed' ? <IconMessageCircle {...icon} /> : <Mark holder={holderOf(row, me)} small />,
      run: () => void navigate(`/conversations/${row.id}`, match ? { state: { find: match.seq } } : {}),
    }
  })
  return { groups: [{ name: shared.nav.conversations, choices, stale: asking }], asking }
}

/** The words once nobody has typed for a moment. */
function useSettled(words: string): string {
  const [settled, setSettled] = useState(words)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(words), SEARCH_AFTER)
    return () => clearTimeout(timer)
  }, [words])
  return settled
}
