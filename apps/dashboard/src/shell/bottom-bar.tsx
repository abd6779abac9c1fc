import { IconUserCircle } from '@tabler/icons-react'
import { NavLink } from 'react-router'
import { useMe } from '../account/me.tsx'
import { shared } from '../texts/shared.ts'
import { placesFor, WaitingCount } from './places.tsx'

/** The navigation of a phone. */
export function BottomBar({ waiting }: { waiting: number }) {
  const { can } = useMe()
  // A phone has room for four; the outbox is reached from the team's page.
  const near = placesFor(can).filter(({ to }) => to !== '/outbox')
  const places = [...near, { to: '/account', label: shared.nav.account, Icon: IconUserCircle }]
  return (
    <nav className="bottom-bar" aria-label={shared.nav.label}>
      {places.map(({ to, label, Icon }) => (
        <NavLink key={to} to={to} className="bottom-bar__item">
          <Icon size={22} stroke={1.6} aria-hidden="true" />
          {label}
          {to === '/conversations' && <WaitingCount waiting={waiting} />}
        </NavLink>
      ))}
    </nav>
  )
}
