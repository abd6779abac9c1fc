import type { ReactNode } from 'react'
import './notices.css'

type Props = { icon: ReactNode; title: string; detail?: string; action?: ReactNode; whole?: boolean }

/**
 * What a page says when there is nothing on it yet: one sentence about the next step, and its button. `whole` where
 * that is the whole page: then its title is the page's heading.
 */
export function Empty({ icon, title, detail, action, whole = false }: Props) {
  return (
    <div className="empty">
      <span className="empty__icon" aria-hidden="true">
        {icon}
      </span>
      {whole ? <h1 className="empty__title">{title}</h1> : <h2>{title}</h2>}
      {detail && <p className="empty__detail">{detail}</p>}
      {action && <div className="empty__action">{action}</div>}
    </div>
  )
}
