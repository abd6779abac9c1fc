import type { InvitationDetails } from '@baton/protocol'
import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from 'react-router'
import { AuthPage } from '../account/auth-page.tsx'
import { enterAnew } from '../account/enter-anew.ts'
import { NewPassword, passwordProblem } from '../account/password-field.tsx'
import { keys } from '../api/keys.ts'
import { fieldErrors, ProblemError, problemCode } from '../api/problem.ts'
import { acceptInvitation, getInvitation } from '../api/team.ts'
import { accountTexts as texts } from '../texts/account.ts'
import { shared } from '../texts/shared.ts'
import { focusFirstWrong } from '../ui/focus-first-wrong.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'

/** Follows an invitation into the team. */
export function Accept() {
  const { token = '' } = useParams()
  const invitation = useQuery({ queryKey: keys.invitation(token), queryFn: () => getInvitation(token) })
  if (isGone(invitation.error)) return <Gone />
  if (invitation.isError) {
    return (
      <AuthPage title={shared.product}>
        <ProblemNotice error={invitation.error} retry={() => void invitation.refetch()} />
      </AuthPage>
    )
  }
  return invitation.data ? <AcceptForm token={token} invitation={invitation.data} /> : null
}

const isGone = (error: unknown) => error instanceof ProblemError && (error.status === 404 || error.status === 410)

function Gone() {
  return (
    <AuthPage title={texts.accept.badTitle} lead={texts.accept.bad}>
      <Button component={Link} to="/sign-in">
        {texts.toSignIn}
      </Button>
    </AuthPage>
  )
}

function AcceptForm({ token, invitation }: { token: string; invitation: InvitationDetails }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const form = useForm({
    initialValues: { name: '', password: '' },
    validate: { name: (name) => (name.trim() === '' ? texts.nameMissing : null), password: passwordProblem },
  })
  const joining = useMutation({
    mutationFn: (values: typeof form.values) => acceptInvitation(token, values),
    onSuccess: () => {
      enterAnew(client)
      void navigate('/conversations', { replace: true })
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  })
  if (isGone(joining.error)) return <Gone />
  const taken = problemCode(joining.error) === 'email_taken'
  return (
    <AuthPage
      title={texts.accept.title(invitation.teamName)}
      lead={texts.accept.lead(invitation.invitedBy, shared.roleInSentence[invitation.role])}
    >
      <form className="stack" noValidate onSubmit={form.onSubmit((values) => joining.mutate(values), focusFirstWrong)}>
        <TextInput label={texts.accept.email} value={invitation.email} readOnly autoComplete="username" />
        <TextInput
          label={texts.name}
          description={texts.nameHelp}
          autoComplete="name"
          maxLength={100}
          autoFocus
          {...form.getInputProps('name')}
        />
        <NewPassword {...form.getInputProps('password')} />
        {joining.isError && !taken && <ProblemNotice error={joining.error} />}
        {taken && (
          <div className="problem" role="alert">
            <p className="problem__words">{texts.accept.taken}</p>
            <Button component={Link} to="/sign-in" variant="default">
              {texts.toSignIn}
            </Button>
          </div>
        )}
        <Button type="submit" loading={joining.isPending}>
          {texts.accept.action}
        </Button>
      </form>
    </AuthPage>
  )
}
