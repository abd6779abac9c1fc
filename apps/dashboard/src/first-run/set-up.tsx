import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from 'react-router'
import { AuthPage } from '../account/auth-page.tsx'
import { enterAnew } from '../account/enter-anew.ts'
import { emailProblem, NewPassword, passwordProblem } from '../account/password-field.tsx'
import { keys } from '../api/keys.ts'
import { fieldErrors } from '../api/problem.ts'
import { checkSetUp, setUp } from '../api/team.ts'
import { accountTexts as texts } from '../texts/account.ts'
import { focusFirstWrong } from '../ui/focus-first-wrong.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { isOver, useSingleUseLink } from './use-single-use-link.ts'

/** First run: whoever follows the link that the terminal printed becomes the owner. */
export function SetUp() {
  const { token = '' } = useParams()
  const link = useSingleUseLink({
    queryKey: keys.setUp(token),
    queryFn: async () => (await checkSetUp(token)) ?? {},
  })
  if (isOver(link.error)) return <LinkUsed />
  if (link.error !== null) {
    return (
      <AuthPage title={texts.setUp.title}>
        <ProblemNotice error={link.error} retry={link.retry} />
      </AuthPage>
    )
  }
  return link.details ? <SetUpForm token={token} onMade={link.keep} /> : null
}

function LinkUsed() {
  return (
    <AuthPage title={texts.setUp.usedTitle} lead={texts.setUp.used}>
      <Button component={Link} to="/sign-in">
        {texts.toSignIn}
      </Button>
    </AuthPage>
  )
}

function SetUpForm({ token, onMade }: { token: string; onMade: () => void }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const form = useForm({
    initialValues: { name: '', email: '', password: '', teamName: '' },
    validate: {
      name: (name) => (name.trim() === '' ? texts.nameMissing : null),
      teamName: (name) => (name.trim() === '' ? texts.setUp.teamMissing : null),
      email: emailProblem,
      password: passwordProblem,
    },
  })
  const creating = useMutation({
    mutationFn: (values: typeof form.values) => setUp(token, values),
    onSuccess: () => {
      onMade()
      enterAnew(client)
      void navigate('/conversations', { replace: true })
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  })
  if (isOver(creating.error)) return <LinkUsed />
  return (
    <AuthPage title={texts.setUp.title} lead={texts.setUp.lead}>
      <form className="stack" noValidate onSubmit={form.onSubmit((values) => creating.mutate(values), focusFirstWrong)}>
        <TextInput
          label={texts.name}
          description={texts.nameHelp}
          autoComplete="name"
          maxLength={100}
          autoFocus
          {...form.getInputProps('name')}
        />
        <TextInput label={texts.signIn.email} type="email" autoComplete="username" {...form.getInputProps('email')} />
        <NewPassword {...form.getInputProps('password')} />
        <TextInput
          label={texts.setUp.teamName}
          autoComplete="organization"
          maxLength={100}
          {...form.getInputProps('teamName')}
        />
        {creating.isError && <ProblemNotice error={creating.error} />}
        <Button type="submit" loading={creating.isPending || creating.isSuccess}>
          {texts.setUp.action}
        </Button>
      </form>
    </AuthPage>
  )
}
