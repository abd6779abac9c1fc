import type { ReactNode } from 'react'
import { shared } from '../texts/shared.ts'
import { Logo } from '../ui/logo.tsx'
import { usePageTitle } from '../ui/page-title.ts'
import './auth-page.css'

/** The quiet page around everything one does before being signed in. */
export function AuthPage({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  usePageTitle(title)
  return (
    <main className="auth">
      <div className="auth__card">
        <p className="auth__brand">
          <Logo size={28} /> {shared.product}
        </p>
        <div>
          <h1>{title}</h1>
          {lead && <p className="soft auth__lead">{lead}</p>}
        </div>
        {children}
      </div>
    </main>
  )
}
