import { texts } from '../texts/conversations.ts'
import { exactTime, runningTime } from '../ui/time.ts'
import { useNow } from '../ui/use-now.ts'
import { useWaitTarget } from './use-targets.ts'
import './state.css'

/** How long a customer has been waiting; amber at first, red once it is too long for this bot. */
export function WaitTimer({ since, botId }: { since: string; botId: string }) {
  const now = useNow('running')
  const target = useWaitTarget(botId)
  const waited = now - Date.parse(since)
  return (
    <time className={waited < target ? 'wait' : 'wait wait_late'} dateTime={since} title={exactTime(since)}>
      <span className="hidden-words">{texts.waits('')}</span>
      {runningTime(waited)}
    </time>
  )
}
