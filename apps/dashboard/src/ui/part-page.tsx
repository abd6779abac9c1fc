import { Button, Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { AfterDelay } from './after-delay.tsx'
import { Empty } from './empty.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import { WayBack } from './way-back.tsx'

type Props = {
  back: string
  /** What went wrong while it was read; null when nothing did. */
  error: unknown
  retry: () => void
  loading: boolean
  /** Of what will stand there, in pixels. */
  heights: readonly number[]
  wide?: boolean
  children: ReactNode
}

/** The page of one thing that belongs to a bot: the way back, and what stands there until the thing has been read. */
export function PartPage({ back, error, retry, loading, heights, wide = false, children }: Props) {
  return (
    <div className={wide ? 'stack stack_wide' : 'stack'}>
      <WayBack label={back} />
      {error !== null && <ProblemNotice error={error} retry={retry} />}
      {error === null && loading && (
        <AfterDelay>
          {heights.map((height) => (
            <Skeleton key={height} height={height} mb="md" />
          ))}
        </AfterDelay>
      )}
      {children}
    </div>
  )
}

type MissingProps = { icon: ReactNode; words: { title: string; detail: string; action: string } }

/** For an address of a thing that is not there, or no longer. */
export function PartMissing({ icon, words: { title, detail, action } }: MissingProps) {
  return (
    <Empty
      icon={icon}
      title={title}
      detail={detail}
      action={
        <Button component={Link} to=".." relative="path" variant="default">
          {action}
        </Button>
      }
    />
  )
}
