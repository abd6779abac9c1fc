import type { MemberConversation } from '@baton/protocol'
import { Kbd } from '@mantine/core'
import type { SpotlightActionData, SpotlightActionGroupData } from '@mantine/spotlight'
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
import { useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { useMe } from '../account/me.tsx'
import { useSavePreferences } from '../account/member-preferences.ts'
import { useSignOut } from '../account/use-sign-out.ts'
import { listConversations } from '../api/conversations.ts'
import { keys } from '../api/keys.ts'
import { Mark } from '../conversations/baton-mark.tsx'
import { type View, views } from '../conversations/views.ts'
import { customerName, holderOf } from '../conversations/who.ts'
import { texts as said } from '../texts/conversations.ts'
import { texts } from '../texts/palette.ts'
import { shared } from '../texts/shared.ts'
import { showKeys } from './key-sheet.tsx'
import { useOfferedActions } from './palette-actions.ts'
import { placesFor } from './places.tsx'

const icon = { size: 18, stroke: 1.6, 'aria-hidden': true } as const

/** Everything that can be done or gone to from here, apart from single conversations. */
export function usePaletteGroups(): SpotlightActionGroupData[] {
  const offered = useOfferedActions()
  return [
    {
      group: texts.here,
      actions: offered.map(({ id, title, hint, run }) => ({
        id,
        label: title,
        leftSection: <IconBolt {...icon} />,
        ...(hint ? { rightSection: <Kbd>{hint}</Kbd> } : {}),
        onClick: run,
      })),
    },
    { group: texts.goTo, actions: [...usePlaces(), ...useViews()] },
    { group: texts.settings, actions: useSettings() },
  ]
}

function usePlaces(): SpotlightActionData[] {
  const navigate = useNavigate()
  const { can } = useMe()
  return [...placesFor(can), { to: '/account', label: shared.nav.account, Icon: IconUserCircle }].map(
    ({ to, label, Icon }) => ({
      id: `go ${to}`,
      label,
      leftSection: <Icon {...icon} />,
      onClick: () => void navigate(to),
    }),
  )
}

function useViews(): SpotlightActionData[] {
  const navigate = useNavigate()
  return views.map((view: View) => ({
    id: `view ${view}`,
    label: texts.view(said.views[view]),
    keywords: shared.nav.conversations,
    leftSection: (
      <span className="palette__dot">
        <span className={`state-dot state-dot_${view}`} aria-hidden="true" />
      </span>
    ),
    onClick: () => void navigate(view === 'open' ? '/conversations' : `/conversations?state=${view}`),
  }))
}

function useSettings(): SpotlightActionData[] {
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
      leftSection: <Icon {...icon} />,
      onClick: () => mutate({ theme }),
    })),
    { id: 'keys', label: shared.keyboard, leftSection: <IconKeyboard {...icon} />, onClick: showKeys },
    { id: 'sign out', label: shared.signOut, leftSection: <IconLogout {...icon} />, onClick: () => void signOut() },
  ]
}

const SEARCH_AFTER = 200
const MOST = 6

/** The conversations in which the words stand, by the server's search. */
export function useFoundConversations(query: string): SpotlightActionGroupData[] {
  const q = useSettled(query.trim())
  const me = useMe().member.id
  const navigate = useNavigate()
  const found = useQuery({
    queryKey: keys.found(q),
    queryFn: () => listConversations({ q, limit: MOST }),
    enabled: q.length > 1,
    placeholderData: keepPreviousData,
  })
  if (q.length < 2 || query.trim() === '' || !found.data) return []
  const action = (row: MemberConversation): SpotlightActionData => ({
    id: row.id,
    label: customerName(row.customer),
    description: row.lastMessage?.text ?? said.noMessages,
    leftSection: row.state === 'closed' ? <IconMessageCircle {...icon} /> : <Mark holder={holderOf(row, me)} small />,
    onClick: () => void navigate(`/conversations/${row.id}`),
  })
  return [{ group: shared.nav.conversations, actions: found.data.items.map(action) }]
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
