import { Tooltip } from '@mantine/core'
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconSearch } from '@tabler/icons-react'
import { Fragment, type ReactNode } from 'react'
import { Link, NavLink } from 'react-router'
import { useMe } from '../account/me.tsx'
import { texts } from '../texts/palette.ts'
import { shared } from '../texts/shared.ts'
import { Logo } from '../ui/logo.tsx'
import { setPreference, usePreferences } from '../ui/preferences.ts'
import { useWide, widths } from '../ui/use-wide.ts'
import { AccountMenu } from './account-menu.tsx'
import { paletteKeys, showPalette } from './palette-door.tsx'
import { placesFor, WaitingCount } from './places.tsx'
import { RailViews } from './rail-views.tsx'

/** The navigation at the left: narrow, and wide where there is room or where it was asked for. */
export function Rail({ waiting }: { waiting: number }) {
  const { can, team } = useMe()
  const roomy = useWide(widths.rail)
  const { railOpen } = usePreferences()
  const open = railOpen ?? roomy
  return (
    <nav className={open ? 'rail rail_open' : 'rail'} aria-label={shared.nav.label}>
      <Link to="/conversations" className="rail__top" aria-label={open ? undefined : shared.product}>
        <Logo size={32} />
        {open && (
          <span className="rail__team">
            <span>{shared.product}</span>
            <span className="clip small soft">{team.name}</span>
          </span>
        )}
      </Link>
      <Hint label={`${texts.open} (${paletteKeys})`} hidden={open}>
        <button type="button" className="rail__item" onClick={showPalette}>
          <IconSearch size={20} stroke={1.6} aria-hidden="true" />
          <span className={open ? 'grow clip' : 'hidden-words'}>{texts.open}</span>
          {open && <span className="rail__keys">{paletteKeys}</span>}
        </button>
      </Hint>
      {placesFor(can).map(({ to, label, Icon }) => (
        <Fragment key={to}>
          <Hint label={label} hidden={open}>
            <NavLink to={to} className="rail__item">
              <Icon size={20} stroke={1.6} aria-hidden="true" />
              <span className={open ? 'clip' : 'hidden-words'}>{label}</span>
              {to === '/conversations' && !open && <WaitingCount waiting={waiting} />}
            </NavLink>
          </Hint>
          {open && to === '/conversations' && <RailViews />}
        </Fragment>
      ))}
      <span className="rail__space" />
      <Hint label={shared.expand} hidden={open}>
        <button type="button" className="rail__item" onClick={() => setPreference('railOpen', !open)}>
          {open ? (
            <IconLayoutSidebarLeftCollapse size={20} stroke={1.6} />
          ) : (
            <IconLayoutSidebarLeftExpand size={20} stroke={1.6} />
          )}
          <span className="hidden-words">{open ? shared.collapse : shared.expand}</span>
        </button>
      </Hint>
      <AccountMenu open={open} />
    </nav>
  )
}

function Hint({ label, hidden, children }: { label: string; hidden: boolean; children: ReactNode }) {
  return (
    <Tooltip label={label} position="right" disabled={hidden}>
      {children}
    </Tooltip>
  )
}
