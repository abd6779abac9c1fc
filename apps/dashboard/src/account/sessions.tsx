import type { MySession } from '@baton/protocol'
import { Button, Skeleton } from '@mantine/core'
import { IconDeviceLaptop, IconDeviceMobile } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { endOtherSessions, endSession, listSessions } from '../api/account.ts'
import { keys } from '../api/keys.ts'
import { accountTexts } from '../texts/account.ts'
import { shared } from '../texts/shared.ts'
import { AfterDelay } from '../ui/after-delay.tsx'
import { Section } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { exactTime, momentName } from '../ui/time.ts'
import { useNow } from '../ui/use-now.ts'
import { deviceName, isPhone } from './device.ts'
import { useSignOut } from './use-sign-out.ts'

const texts = accountTexts.sessions

/** In which browsers this member is signed in, and how to end that. */
export function Sessions() {
  const sessions = useQuery({ queryKey: keys.sessions, queryFn: listSessions })
  const items = sessions.data?.items
  return (
    <Section title={texts.title} help={texts.help}>
      {sessions.isError && !items && <ProblemNotice error={sessions.error} retry={() => void sessions.refetch()} />}
      {!sessions.isError && !items && (
        <AfterDelay>
          <Skeleton height={60} />
        </AfterDelay>
      )}
      {items && (
        <ul className="rows">
          {items.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </ul>
      )}
      {items && items.length > 1 && <EndOthers />}
    </Section>
  )
}

function SessionRow({ session }: { session: MySession }) {
  const { current, userAgent, address, lastUsedAt } = session
  const now = useNow('slow')
  const name = deviceName(userAgent)
  const Icon = isPhone(userAgent) ? IconDeviceMobile : IconDeviceLaptop
  const when = current ? texts.thisOne : texts.lastUsed(momentName(lastUsedAt, now))
  return (
    <li className="rows__row">
      <Icon size={20} stroke={1.6} className="soft" aria-hidden="true" />
      <span className="grow">
        <span className="clip strong session__name">{name}</span>
        <span className="small soft" title={exactTime(lastUsedAt)}>
          {[when, address].filter(Boolean).join(', ')}
        </span>
      </span>
      {current ? <SignOut /> : <End id={session.id} name={name} />}
    </li>
  )
}

function SignOut() {
  const signOut = useSignOut()
  return (
    <Button variant="default" onClick={signOut}>
      {shared.signOut}
    </Button>
  )
}

function End({ id, name }: { id: string; name: string }) {
  const client = useQueryClient()
  const ending = useMutation({
    mutationFn: () => endSession(id),
    onSettled: () => client.invalidateQueries({ queryKey: keys.sessions }),
  })
  return (
    <>
      {ending.isError && <span className="small field__problem">{ending.error.message}</span>}
      <Button
        variant="default"
        loading={ending.isPending}
        aria-label={texts.endOf(name)}
        onClick={() => ending.mutate()}
      >
        {shared.signOut}
      </Button>
    </>
  )
}

function EndOthers() {
  const client = useQueryClient()
  const ending = useMutation({
    mutationFn: endOtherSessions,
    onSuccess: () => client.invalidateQueries({ queryKey: keys.sessions }),
  })
  return (
    <div className="stack stack_tight">
      <div>
        <Button variant="default" loading={ending.isPending} onClick={() => ending.mutate()}>
          {texts.endOthers}
        </Button>
      </div>
      {ending.isError && <ProblemNotice error={ending.error} title={texts.notEnded} />}
    </div>
  )
}
