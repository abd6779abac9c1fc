import { type ReactNode, useEffect, useState } from 'react'
import { shared } from '../texts/shared.ts'

type Props = { children: ReactNode; delay?: number; className?: string }

/** Shows a skeleton only when loading takes long enough to be noticed (150 ms). */
export function AfterDelay({ children, delay = 150, className }: Props) {
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), delay)
    return () => clearTimeout(timer)
  }, [delay])
  if (!shown) return null
  return (
    <div role="status" aria-label={shared.loading} className={className}>
      {children}
    </div>
  )
}
