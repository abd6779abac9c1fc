import { IconArrowLeft } from '@tabler/icons-react'
import { Link } from 'react-router'
import './page.css'

/** Leads from a part to the whole it belongs to; without an address one step up. */
export function WayBack({ to, label }: { to?: string; label: string }) {
  return (
    <Link to={to ?? '..'} relative="path" className="way-back small">
      <IconArrowLeft size={16} aria-hidden="true" /> {label}
    </Link>
  )
}
