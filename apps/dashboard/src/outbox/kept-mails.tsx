import type { KeptMail } from '@baton/protocol'
import { Skeleton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { keys } from '../api/keys.ts'
import { getKeptMail, listKeptMails } from '../api/outbox.ts'
import { outboxTexts } from '../texts/outbox.ts'
import { AfterDelay } from '../ui/after-delay.tsx'
import { Moment } from '../ui/ages.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { Pages } from './pages.tsx'

const texts = outboxTexts.mails
const READ_AGAIN_EVERY = 20_000

/** The mails that would have been sent, newest first; opened, what they say. */
export function KeptMails() {
  const mails = useInfiniteQuery({
    queryKey: keys.keptMails,
    queryFn: ({ pageParam }) => listKeptMails(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    refetchInterval: READ_AGAIN_EVERY,
  })
  return (
    <Pages query={mails} empty={texts.empty}>
      {(mail) => <MailRow key={mail.id} mail={mail} />}
    </Pages>
  )
}

function MailRow({ mail }: { mail: KeptMail }) {
  const [open, setOpen] = useState(false)
  const content = useId()
  return (
    <li>
      <button
        type="button"
        className="rows__row outbox-mail"
        aria-expanded={open}
        aria-controls={content}
        onClick={() => setOpen(!open)}
      >
        <span className="grow outbox-mail__words">
          <span className="clip">{mail.subject}</span>
          <span className="small soft clip">{texts.to(mail.to)}</span>
        </span>
        <span className="small soft outbox-mail__at">
          <Moment at={mail.at} />
        </span>
        <IconChevronDown className="outbox-mail__chevron" size={16} aria-hidden="true" />
      </button>
      <div id={content}>{open && <Content id={mail.id} />}</div>
    </li>
  )
}

/** The text of a mail. Not its HTML: what customers wrote needs no second way into a member's browser. */
function Content({ id }: { id: string }) {
  const mail = useQuery({
    queryKey: keys.keptMail(id),
    queryFn: () => getKeptMail(id),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (mail.isError) return <ProblemNotice error={mail.error} title={texts.gone} retry={() => void mail.refetch()} />
  if (!mail.data) {
    return (
      <AfterDelay>
        <Skeleton height={120} m="md" />
      </AfterDelay>
    )
  }
  return <pre className="outbox-mail__text">{mail.data.text}</pre>
}
