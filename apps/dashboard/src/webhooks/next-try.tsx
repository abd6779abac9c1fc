import type { Delivery } from '@baton/protocol'
import { webhookTexts } from '../texts/webhooks.ts'
import { exactTime, runningTime } from '../ui/time.ts'
import { useNow } from '../ui/use-now.ts'

const texts = webhookTexts.deliveries

/** When a waiting delivery is tried again; nothing for any other. */
export function NextTry({ delivery: { status, nextAttemptAt } }: { delivery: Delivery }) {
  const now = useNow('running')
  if (status !== 'waiting' || nextAttemptAt === null) return null
  const left = Date.parse(nextAttemptAt) - now
  return (
    <>
      {', '}
      {texts.next}{' '}
      <time dateTime={nextAttemptAt} title={exactTime(nextAttemptAt)}>
        {left < 1000 ? texts.nextNow : texts.nextIn(runningTime(left))}
      </time>
    </>
  )
}
