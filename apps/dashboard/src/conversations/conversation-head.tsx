import type { MemberConversation } from '@baton/protocol'
import { ActionIcon, Tooltip } from '@mantine/core'
import { IconArrowLeft, IconEye, IconLayoutSidebarRight } from '@tabler/icons-react'
import { Link, useLocation, useNavigate } from 'react-router'
import { useMe } from '../account/me.tsx'
import { texts } from '../texts/conversations.ts'
import { setPreference, usePreferences } from '../ui/preferences.ts'
import { useWide, widths } from '../ui/use-wide.ts'
import { showDetails } from './details.tsx'
import type { Presence } from './use-open-conversation.ts'
import { customerName } from './who.ts'

/** Whose conversation this is, and who else is looking at it. */
export function ConversationHead({ conversation, presence }: { conversation: MemberConversation; presence: Presence }) {
  const { customer } = conversation
  const me = useMe().member.id
  const others = presence.viewers.filter((viewer) => viewer.id !== me).map((viewer) => viewer.name)
  const name = customerName(customer)
  return (
    <header className="head">
      <BackToList />
      <div className="head__who">
        <h2 className="clip">{name}</h2>
        {customer.email && customer.email !== name && <span className="soft clip head__email">{customer.email}</span>}
        <CustomerPresence online={presence.customerOnline} />
      </div>
      {others.length > 0 && (
        <span className="head__viewers small soft">
          <IconEye size={14} aria-hidden="true" /> <span className="clip">{texts.viewing(others)}</span>
        </span>
      )}
      <DetailsButton />
    </header>
  )
}

function CustomerPresence({ online }: { online: boolean }) {
  const words = online ? texts.customerOnline : texts.customerAway
  return (
    <span className="head__presence small soft" title={words}>
      <span className={online ? 'presence presence_online' : 'presence'} aria-hidden="true" />
      {online ? texts.online : texts.away}
    </span>
  )
}

/** On a phone: back through the browser's history when we came from the list, so that its Back does the same. */
function BackToList() {
  const navigate = useNavigate()
  const { state, search } = useLocation()
  const sideBySide = useWide(widths.tablet)
  if (sideBySide) return null
  const fromList = typeof state === 'object' && state !== null && 'fromList' in state
  return (
    <ActionIcon
      component={Link}
      to={{ pathname: '/conversations', search }}
      onClick={(event) => {
        if (!fromList) return
        event.preventDefault()
        void navigate(-1)
      }}
      variant="subtle"
      color="gray"
      className="quiet"
      size={44}
      aria-label={texts.back}
    >
      <IconArrowLeft size={20} />
    </ActionIcon>
  )
}

function DetailsButton() {
  const beside = useWide(widths.side)
  const { details } = usePreferences()
  const shown = beside && details
  return (
    <Tooltip label={shown ? texts.closeDetails : texts.details}>
      <ActionIcon
        variant="subtle"
        className="quiet"
        size={36}
        aria-label={shown ? texts.closeDetails : texts.details}
        aria-expanded={beside ? details : undefined}
        onClick={() => (beside ? setPreference('details', !details) : showDetails())}
      >
        <IconLayoutSidebarRight size={20} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  )
}
