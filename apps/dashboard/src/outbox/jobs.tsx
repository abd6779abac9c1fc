import type { OutboxJob, OutboxJobStatus } from '@baton/protocol'
import { Button } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from 'react-router'
import { keys } from '../api/keys.ts'
import { listJobs, retryJob } from '../api/outbox.ts'
import { outboxTexts as texts } from '../texts/outbox.ts'
import { Moment } from '../ui/ages.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { Pages } from './pages.tsx'

const READ_AGAIN_EVERY = 20_000

/** The jobs of one status, and for those that failed the way to try them again. */
export function Jobs({ status }: { status: OutboxJobStatus }) {
  const jobs = useInfiniteQuery({
    queryKey: keys.outboxJobs(status),
    queryFn: ({ pageParam }) => listJobs(status, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    refetchInterval: READ_AGAIN_EVERY,
  })
  return (
    <Pages query={jobs} empty={texts[status].empty}>
      {(job) => <JobRow key={job.id} job={job} />}
    </Pages>
  )
}

function JobRow({ job }: { job: OutboxJob }) {
  const name = (job.about !== null && texts.about[job.about]) || texts.kinds[job.kind] || job.kind
  return (
    <li className="rows__row outbox-job">
      <div className="grow">
        <p>{name}</p>
        {job.error !== null && <p className="small outbox-job__error">{job.error}</p>}
        <p className="small soft">
          {texts.when[job.status]} <Moment at={job.at} /> · {texts.tries(job.attempts)}
          {job.conversationId !== null && (
            <>
              {' · '}
              <Link to={`/conversations/${encodeURIComponent(job.conversationId)}`}>{texts.openConversation}</Link>
            </>
          )}
        </p>
      </div>
      {job.status === 'failed' && <Retry id={job.id} />}
    </li>
  )
}

function Retry({ id }: { id: string }) {
  const client = useQueryClient()
  const retrying = useMutation({
    mutationFn: () => retryJob(id),
    onSettled: () => client.invalidateQueries({ queryKey: keys.outbox }),
  })
  return (
    <div className="stack stack_tight">
      <Button variant="default" loading={retrying.isPending} onClick={() => retrying.mutate()}>
        {texts.failed.retry}
      </Button>
      {retrying.isError && <ProblemNotice error={retrying.error} title={texts.failed.notRetried} />}
    </div>
  )
}
