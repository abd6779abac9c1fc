import type { Invitation } from '@baton/protocol'
import { Button, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { emailProblem } from '../account/password-field.tsx'
import { keys } from '../api/keys.ts'
import { fieldErrors } from '../api/problem.ts'
import { invite, listInvitations, resendInvitation, revokeInvitation } from '../api/team.ts'
import { shared } from '../texts/shared.ts'
import { teamTexts as texts } from '../texts/team.ts'
import { CopyField } from '../ui/copy-field.tsx'
import { focusFirstWrong } from '../ui/focus-first-wrong.ts'
import { Section } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { dateName, exactTime } from '../ui/time.ts'
import { useNow } from '../ui/use-now.ts'
import { type GivenRole, isGiven, roleOptions } from './given-roles.ts'

/** Who is invited, and the form that invites. */
export function Invitations() {
  const client = useQueryClient()
  const [link, setLink] = useState<Link | null>(null)
  const form = useForm<{ email: string; role: GivenRole }>({
    initialValues: { email: '', role: 'responder' },
    validate: { email: emailProblem },
  })
  const inviting = useMutation({
    mutationFn: ({ email, role }: typeof form.values) => invite({ email: email.trim(), role }),
    onSuccess: ({ email, acceptUrl }) => {
      setLink({ title: texts.linkTitle(email), url: acceptUrl })
      form.setFieldValue('email', '')
      void client.invalidateQueries({ queryKey: keys.invitations })
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  })
  return (
    <Section title={texts.invitations} help={texts.invitationsHelp}>
      <form
        className="invite"
        noValidate
        onSubmit={form.onSubmit((values) => inviting.mutate(values), focusFirstWrong)}
      >
        <TextInput
          className="invite__email"
          label={texts.email}
          type="email"
          autoComplete="off"
          {...form.getInputProps('email')}
        />
        <Select
          className="invite__role"
          label={texts.role}
          data={roleOptions}
          allowDeselect={false}
          value={form.values.role}
          onChange={(role) => {
            if (isGiven(role)) form.setFieldValue('role', role)
          }}
        />
        <Button type="submit" loading={inviting.isPending}>
          {texts.invite}
        </Button>
      </form>
      {inviting.isError && <ProblemNotice error={inviting.error} title={texts.notChanged} />}
      {link && <InvitationLink title={link.title} url={link.url} />}
      <OpenInvitations onLink={setLink} />
    </Section>
  )
}

type Link = { title: string; url: string }

function InvitationLink({ title, url }: Link) {
  return (
    <div className="invited" role="status">
      <h3>{title}</h3>
      <CopyField label={texts.link} description={texts.linkHelp} value={url} />
    </div>
  )
}

function OpenInvitations({ onLink }: { onLink: (link: Link) => void }) {
  const invitations = useQuery({ queryKey: keys.invitations, queryFn: listInvitations })
  if (invitations.isError) return <ProblemNotice error={invitations.error} retry={() => void invitations.refetch()} />
  if (!invitations.data) return null
  if (invitations.data.items.length === 0) return <p className="soft">{texts.noInvitations}</p>
  return (
    <ul className="rows">
      {invitations.data.items.map((invitation) => (
        <InvitationRow key={invitation.id} invitation={invitation} onLink={onLink} />
      ))}
    </ul>
  )
}

function InvitationRow({ invitation, onLink }: { invitation: Invitation; onLink: (link: Link) => void }) {
  const client = useQueryClient()
  const now = useNow('slow')
  const { email, role, expiresAt, invitedBy } = invitation
  const read = () => client.invalidateQueries({ queryKey: keys.invitations })
  const revoking = useMutation({ mutationFn: () => revokeInvitation(invitation.id), onSettled: read })
  const resending = useMutation({
    mutationFn: () => resendInvitation(invitation.id),
    onSuccess: ({ acceptUrl }) => {
      onLink({ title: texts.resentTitle(email), url: acceptUrl })
    },
    // Also when it failed: a colleague may have revoked it meanwhile.
    onSettled: read,
  })
  const until = Date.parse(expiresAt) > now ? texts.expires(dateName(expiresAt)) : texts.expired(dateName(expiresAt))
  const failed = revoking.error ?? resending.error
  return (
    <li className="rows__row invitation">
      <span className="grow">
        <span className="clip strong member__name">{email}</span>
        <span className="small soft" title={exactTime(expiresAt)}>
          {shared.roles[role]}, {texts.invitedBy(invitedBy)}, {until}
        </span>
        {failed && <span className="small invite__problem">{failed.message}</span>}
      </span>
      <Button
        variant="default"
        loading={resending.isPending}
        aria-label={texts.resendOf(email)}
        onClick={() => resending.mutate()}
      >
        {texts.resend}
      </Button>
      <Button
        variant="default"
        loading={revoking.isPending}
        aria-label={texts.revokeOf(email)}
        onClick={() => revoking.mutate()}
      >
        {texts.revoke}
      </Button>
    </li>
  )
}
