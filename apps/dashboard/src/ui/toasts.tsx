import { useNotifications } from '@mantine/notifications'
import { lazy, Suspense, useEffect, useState } from 'react'

const Notifications = lazy(() => import('./toast-corner.tsx').then(({ ToastCorner }) => ({ default: ToastCorner })))

/** Where toasts are shown. Its code is fetched with the first of them, which waits for it. */
export function Toasts() {
  const some = useNotifications().notifications.length > 0
  const [wanted, setWanted] = useState(some)
  useEffect(() => {
    if (some) setWanted(true)
  }, [some])
  return wanted ? (
    <Suspense>
      <Notifications />
    </Suspense>
  ) : null
}
