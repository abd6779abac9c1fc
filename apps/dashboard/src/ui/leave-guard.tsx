import { useEffect } from 'react'
import { useBlocker } from 'react-router'
import { shared } from '../texts/shared.ts'
import { Confirm } from './confirm.tsx'

/** Leads away from what was just deleted: there is nothing left to save. */
export const gone = { gone: true }

/** Asks before a page with unsaved changes is left, by a link, by the back button, or by closing the tab. */
export function LeaveGuard({ changed }: { changed: boolean }) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation: { pathname, state } }) =>
      changed && currentLocation.pathname !== pathname && state?.gone !== true,
  )
  useEffect(() => {
    if (!changed) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [changed])
  return (
    <Confirm
      opened={blocker.state === 'blocked'}
      title={shared.leave.title}
      action={shared.leave.leave}
      cancel={shared.leave.stay}
      onConfirm={() => blocker.proceed?.()}
      onCancel={() => blocker.reset?.()}
    >
      {shared.leave.detail}
    </Confirm>
  )
}
