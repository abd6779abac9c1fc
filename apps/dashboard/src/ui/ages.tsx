import { age, clockTime, exactTime, momentName, roughLength } from './time.ts'
import { useNow } from './use-now.ts'

/** How long ago something was; the exact moment on hover. */
export function Age({ at, className }: { at: string; className?: string }) {
  const now = useNow('slow')
  return (
    <time dateTime={at} title={exactTime(at)} className={className}>
      {age(at, now)}
    </time>
  )
}

/** Hours and minutes; the exact moment on hover. */
export function ClockTime({ at, className }: { at: string; className?: string }) {
  return (
    <time dateTime={at} title={exactTime(at)} className={className}>
      {clockTime(at)}
    </time>
  )
}

type RoughProps = { since: string; before: string; className?: string }
const MINUTE = 60_000

/** How long something has been going on, in minutes at least; nothing in the first minute. */
export function RoughTime({ since, before, className }: RoughProps) {
  const length = useNow('slow') - Date.parse(since)
  if (length < MINUTE) return null
  return (
    <span className={className}>
      {before}{' '}
      <time dateTime={since} title={exactTime(since)}>
        {roughLength(length)}
      </time>
    </span>
  )
}

/** When something was: the time, and the day unless it is today. */
export function Moment({ at }: { at: string }) {
  const now = useNow('slow')
  return (
    <time dateTime={at} title={exactTime(at)}>
      {momentName(at, now)}
    </time>
  )
}
