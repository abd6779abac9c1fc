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
  const client = useQueryClient()
  const retrying = useMutation({
    mutationFn: () => retryJob(job.id),
    onSettled: () => client.invalidateQueries({ queryKey: keys.outbox }),
  })
  const name = (job.about !== null && texts.about[job.about]) || texts.kinds[job.kind] || job.kind
  return (
    <li>
      <div className="rows__row outbox-job">
        <div className="grow">
          <p>{name}</p>
          {job.error !== null && <p className="small outbox-job__error">{job.error}</p>}
          <p className="small soft">
            {texts.when[job.status]} <Moment at={job.at} /> · {texts.tries(job.attempts)}
            <Links job={job} />
          </p>
        </div>
        {job.status === 'failed' && (
          <Button variant="default" loading={retrying.isPending} onClick={() => retrying.mutate()}>
            {texts.failed.retry}
          </Button>
        )}
      </div>
      {retrying.isError && (
        <div className="outbox-job__notice">
          <ProblemNotice error={retrying.error} title={texts.failed.notRetried} />
        </div>
      )}
    </li>
  )
}

/** To what the job is about. */
function Links({ job: { conversationId, webhook } }: { job: OutboxJob }) {
  const to = (...parts: string[]) => `/${parts.map(encodeURIComponent).join('/')}`
  return (
    <>
      {conversationId !== null && (
        <>
          {' · '}
          <Link to={to('conversations', conversationId)}>{texts.openConversation}</Link>
        </>
      )}
      {webhook !== null && (
        <>
          {' · '}
          <Link to={to('bots', webhook.botId, 'webhooks', webhook.id)}>{texts.openWebhook}</Link>
        </>
      )}
    </>
  )
}
