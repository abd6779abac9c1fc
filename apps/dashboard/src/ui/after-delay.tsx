import { type ReactNode, useEffect, useState } from 'react'
import { shared } from '../texts/shared.ts'

/** Shows a skeleton only when loading takes long enough to be noticed (150 ms). */
export function AfterDelay({ children, delay = 150 }: { children: ReactNode; delay?: number }) {
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), delay)
    return () => clearTimeout(timer)
  }, [delay])
  if (!shown) return null
  return (
    <div role="status" aria-label={shared.loading}>
      {children}
    </div>
  )
}
