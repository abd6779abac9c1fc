import type { InvitationDetails } from '@baton/protocol'
import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from 'react-router'
import { AuthPage } from '../account/auth-page.tsx'
import { enterAnew } from '../account/enter-anew.ts'
import { NewPassword, passwordProblem } from '../account/password-field.tsx'
import { keys } from '../api/keys.ts'
import { fieldErrors, problemCode } from '../api/problem.ts'
import { acceptInvitation, getInvitation } from '../api/team.ts'
import { accountTexts as texts } from '../texts/account.ts'
import { shared } from '../texts/shared.ts'
import { focusFirstWrong } from '../ui/focus-first-wrong.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { isOver, useSingleUseLink } from './use-single-use-link.ts'

/** Follows an invitation into the team. */
export function Accept() {
  const { token = '' } = useParams()
  const link = useSingleUseLink({ queryKey: keys.invitation(token), queryFn: () => getInvitation(token) })
  if (isOver(link.error)) return <Gone />
  if (link.error !== null) {
    return (
      <AuthPage title={shared.product}>
        <ProblemNotice error={link.error} retry={link.retry} />
      </AuthPage>
    )
  }
  return link.details ? <AcceptForm token={token} invitation={link.details} onJoined={link.keep} /> : null
}

function Gone() {
  return (
    <AuthPage title={texts.accept.badTitle} lead={texts.accept.bad}>
      <Button component={Link} to="/sign-in">
        {texts.toSignIn}
      </Button>
    </AuthPage>
  )
}

type AcceptFormProps = { token: string; invitation: InvitationDetails; onJoined: () => void }

function AcceptForm({ token, invitation, onJoined }: AcceptFormProps) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const form = useForm({
    initialValues: { name: '', password: '' },
    validate: { name: (name) => (name.trim() === '' ? texts.nameMissing : null), password: passwordProblem },
  })
  const joining = useMutation({
    mutationFn: (values: typeof form.values) => acceptInvitation(token, values),
    onSuccess: () => {
      onJoined()
      enterAnew(client)
      void navigate('/conversations', { replace: true })
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  })
  if (isOver(joining.error)) return <Gone />
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
        <Button type="submit" loading={joining.isPending || joining.isSuccess}>
          {texts.accept.action}
        </Button>
      </form>
    </AuthPage>
  )
}
