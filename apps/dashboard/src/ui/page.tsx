import type { ReactNode } from 'react'
import { usePageTitle } from './page-title.ts'
import './page.css'

type Props = { title: string; lead?: string; action?: ReactNode; wide?: boolean; children: ReactNode }

/** A settings page: one column, its heading, and at most one action. */
export function Page({ title, lead, action, wide = false, children }: Props) {
  usePageTitle(title)
  return (
    <div className="page">
      <div className={wide ? 'page__column page__column_wide' : 'page__column'}>
        <header className="page__head">
          <div className="grow">
            <h1>{title}</h1>
            {lead && <p className="soft page__lead">{lead}</p>}
          </div>
          {action}
        </header>
        {children}
      </div>
    </div>
  )
}

/** A part of a settings page under its own heading. */
export function Section({ title, help, children }: { title: string; help?: string; children: ReactNode }) {
  return (
    <section className="section">
      <div className="section__head">
        <h2>{title}</h2>
        {help && <p className="soft">{help}</p>}
      </div>
      {children}
    </section>
  )
}
