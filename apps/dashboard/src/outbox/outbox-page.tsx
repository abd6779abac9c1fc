import { useQuery } from '@tanstack/react-query'
import { useMe } from '../account/me.tsx'
import { keys } from '../api/keys.ts'
import { getOutbox } from '../api/outbox.ts'
import { NoPermission } from '../shell/not-found.tsx'
import { outboxTexts as texts } from '../texts/outbox.ts'
import { Page, Section } from '../ui/page.tsx'
import { Jobs } from './jobs.tsx'
import { KeptMails } from './kept-mails.tsx'
import './outbox.css'

const READ_AGAIN_EVERY = 20_000

/** What waits, what has failed for good, and without SMTP the mails that were kept. */
export function OutboxPage() {
  return useMe().can.manageOutbox ? <Outbox /> : <NoPermission />
}

function Outbox() {
  const state = useQuery({ queryKey: keys.outbox, queryFn: getOutbox, refetchInterval: READ_AGAIN_EVERY })
  const keeps = state.data?.smtp === false
  return (
    <Page title={texts.title} lead={texts.lead} wide>
      {keeps && (
        <Section title={texts.mails.title} help={texts.mails.help}>
          <KeptMails />
        </Section>
      )}
      <Section title={texts.failed.title} help={texts.failed.help}>
        <Jobs status="failed" />
      </Section>
      <Section title={texts.waiting.title} help={texts.waiting.help}>
        <Jobs status="waiting" />
      </Section>
    </Page>
  )
}
