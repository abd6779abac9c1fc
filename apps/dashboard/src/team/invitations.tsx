import type { CreatedInvitation, Invitation } from '@baton/protocol'
import { Button, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { emailProblem } from '../account/password-field.tsx'
import { keys } from '../api/keys.ts'
import { fieldErrors } from '../api/problem.ts'
import { invite, listInvitations, revokeInvitation } from '../api/team.ts'
import { shared } from '../texts/shared.ts'
import { teamTexts as texts } from '../texts/team.ts'
import { CopyField } from '../ui/copy-field.tsx'
import { focusFirstWrong } from '../ui/focus-first-wrong.ts'
import { Section } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { dateName, exactTime } from '../ui/time.ts'
import { type GivenRole, isGiven, roleOptions } from './given-roles.ts'

/** Who is invited, and the form that invites. */
export function Invitations() {
  const client = useQueryClient()
  const form = useForm<{ email: string; role: GivenRole }>({
    initialValues: { email: '', role: 'responder' },
    validate: { email: emailProblem },
  })
  const inviting = useMutation({
    mutationFn: ({ email, role }: typeof form.values) => invite({ email: email.trim(), role }),
    onSuccess: () => {
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
      {inviting.data && <InvitationLink invitation={inviting.data} />}
      <OpenInvitations />
    </Section>
  )
}

function InvitationLink({ invitation }: { invitation: CreatedInvitation }) {
  return (
    <div className="invited" role="status">
      <h3>{texts.linkTitle(invitation.email)}</h3>
      <CopyField label={texts.link} description={texts.linkHelp} value={invitation.acceptUrl} />
    </div>
  )
}

function OpenInvitations() {
  const invitations = useQuery({ queryKey: keys.invitations, queryFn: listInvitations })
  if (invitations.isError) return <ProblemNotice error={invitations.error} retry={() => void invitations.refetch()} />
  if (!invitations.data) return null
  if (invitations.data.items.length === 0) return <p className="soft">{texts.noInvitations}</p>
  return (
    <ul className="rows">
      {invitations.data.items.map((invitation) => (
        <InvitationRow key={invitation.id} invitation={invitation} />
      ))}
    </ul>
  )
}

function InvitationRow({ invitation }: { invitation: Invitation }) {
  const client = useQueryClient()
  const { email, role, expiresAt, invitedBy } = invitation
  const revoking = useMutation({
    mutationFn: () => revokeInvitation(invitation.id),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.invitations }),
  })
  return (
    <li className="rows__row">
      <span className="grow">
        <span className="clip strong member__name">{email}</span>
        <span className="small soft" title={exactTime(expiresAt)}>
          {shared.roles[role]}, {texts.invitedBy(invitedBy)}, {texts.expires(dateName(expiresAt))}
        </span>
        {revoking.isError && <span className="small invite__problem">{revoking.error.message}</span>}
      </span>
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
