import type { ReactNode } from 'react'

/** A part of the details with its heading. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="details__part">
      <h3 className="small soft">{title}</h3>
      {children}
    </section>
  )
}

/** One fact with its name. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <dl className="details__fact">
      <dt className="soft">{label}</dt>
      <dd>{children}</dd>
    </dl>
  )
}
