import type { ReactNode } from 'react'
import './notices.css'

type Props = { icon: ReactNode; title: string; detail?: string; action?: ReactNode }

/** What a page says when there is nothing on it yet: one sentence about the next step, and its button. */
export function Empty({ icon, title, detail, action }: Props) {
  return (
    <div className="empty">
      <span className="empty__icon" aria-hidden="true">
        {icon}
      </span>
      <h2>{title}</h2>
      {detail && <p className="empty__detail">{detail}</p>}
      {action && <div className="empty__action">{action}</div>}
    </div>
  )
}
