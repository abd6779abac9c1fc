import { IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import './notices.css'

/** A blue note beside a setting that needs another one, with the action that puts it right. */
export function Callout({ title, children, actions }: { title: string; children: ReactNode; actions: ReactNode }) {
  return (
    <div className="callout" role="note" aria-label={title}>
      <IconInfoCircle className="callout__icon" size={20} aria-hidden="true" />
      <div className="callout__body">
        <h3>{title}</h3>
        <div>{children}</div>
        <div className="callout__actions">{actions}</div>
      </div>
    </div>
  )
}
