import { Button, Skeleton } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { useMe } from '../account/me.tsx'
import { keys } from '../api/keys.ts'
import { listMembers } from '../api/team.ts'
import { teamTexts as texts } from '../texts/team.ts'
import { AfterDelay } from '../ui/after-delay.tsx'
import { Page, Section } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { Invitations } from './invitations.tsx'
import { MemberRow } from './member-row.tsx'
import { RoleTable } from './role-table.tsx'
import { TeamSettings } from './team-settings.tsx'
import './team.css'

/** Who is in the team, who is invited, what each role may do, and what only an owner changes. */
export function TeamPage() {
  const { team, can } = useMe()
  const apiKeys = can.manageApiKeys && (
    <Button component={Link} to="/team/api-keys" variant="default" leftSection={<IconKey size={16} stroke={1.6} />}>
      {texts.apiKeys}
    </Button>
  )
  return (
    <Page title={texts.title} lead={texts.lead(team.name)} action={apiKeys} wide>
      <Section title={texts.members} {...(can.manageMembers ? {} : { help: texts.nobodyManages })}>
        <Members />
      </Section>
      {can.manageMembers && <Invitations />}
      <Section title={texts.rolesTitle}>
        <RoleTable />
      </Section>
      {can.manageTeam && <TeamSettings />}
    </Page>
  )
}

const READ_AGAIN_EVERY = 30_000

function Members() {
  const members = useQuery({ queryKey: keys.members, queryFn: listMembers, refetchInterval: READ_AGAIN_EVERY })
  if (members.isError && !members.data)
    return <ProblemNotice error={members.error} retry={() => void members.refetch()} />
  if (!members.data) {
    return (
      <AfterDelay>
        <Skeleton height={60} mb="xs" />
        <Skeleton height={60} />
      </AfterDelay>
    )
  }
  return (
    <ul className="rows">
      {members.data.items.map((member) => (
        <MemberRow key={member.id} member={member} />
      ))}
    </ul>
  )
}
