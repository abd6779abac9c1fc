import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { useMe } from '../account/me.tsx'
import { keys } from '../api/keys.ts'
import { getOutbox } from '../api/outbox.ts'
import { outboxTexts as texts } from '../texts/outbox.ts'
import { Moment } from '../ui/ages.tsx'

const READ_AGAIN_EVERY = 60_000

/** Tells owners and admins, on every page, that what has to be sent is not being sent. */
export function OverdueLine() {
  const { can } = useMe()
  const state = useQuery({
    queryKey: keys.outbox,
    queryFn: getOutbox,
    refetchInterval: READ_AGAIN_EVERY,
    enabled: can.manageOutbox,
  })
  const since = state.data?.overdueSince ?? null
  if (since === null) return null
  return (
    <p className="shell__offline" role="status">
      {texts.overdue} <Moment at={since} />. <Link to="/outbox">{texts.overdueAction}</Link>
    </p>
  )
}
