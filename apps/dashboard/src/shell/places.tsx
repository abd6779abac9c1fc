import type { Rights } from '@baton/protocol'
import { IconMailForward, IconMessages, IconRobotFace, IconUsers } from '@tabler/icons-react'
import { shared } from '../texts/shared.ts'

/** The places of the navigation that this member can use. */
export const placesFor = (can: Rights) => [
  { to: '/conversations', label: shared.nav.conversations, Icon: IconMessages },
  ...(can.manageBots ? [{ to: '/bots', label: shared.nav.bots, Icon: IconRobotFace }] : []),
  ...(can.manageOutbox ? [{ to: '/outbox', label: shared.nav.outbox, Icon: IconMailForward }] : []),
  { to: '/team', label: shared.nav.team, Icon: IconUsers },
]

/** The count of waiting customers beside Conversations. */
export function WaitingCount({ waiting }: { waiting: number }) {
  if (waiting === 0) return null
  return (
    <span className="count">
      <span aria-hidden="true">{waiting > 99 ? '99+' : waiting}</span>
      <span className="hidden-words">{shared.waitingCount(waiting)}</span>
    </span>
  )
}
