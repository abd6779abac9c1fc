import { Anchor, Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { signIn } from '../api/account.ts'
import { ProblemError } from '../api/problem.ts'
import { accountTexts as texts } from '../texts/account.ts'
import { AuthPage } from './auth-page.tsx'
import { enterAnew } from './enter-anew.ts'
import { whereTo } from './where-to.ts'

/** E-mail and password, then on to where one wanted to go. */
export function SignIn() {
  const [params] = useSearchParams()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const client = useQueryClient()
  const navigate = useNavigate()
  const entering = useMutation({
    mutationFn: () => signIn(email.trim(), password),
    onSuccess: () => {
      enterAnew(client)
      void navigate(whereTo(params.get('to')), { replace: true })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!entering.isPending) entering.mutate()
  }
  return (
    <AuthPage title={texts.signIn.title} lead={texts.signIn.lead}>
      <form className="stack" onSubmit={submit}>
        <TextInput
          label={texts.signIn.email}
          type="email"
          name="email"
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={texts.signIn.password}
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={entering.isError ? why(entering.error) : null}
        />
        <Button type="submit" loading={entering.isPending} fullWidth>
          {texts.signIn.action}
        </Button>
        <Anchor component={Link} to="/forgot-password" ta="center">
          {texts.signIn.forgot}
        </Anchor>
      </form>
      <p className="small soft">{texts.signIn.noAccount}</p>
    </AuthPage>
  )
}

function why(error: Error): string {
  const status = error instanceof ProblemError ? error.status : 0
  if (status === 429) return texts.signIn.tooMany
  return status === 400 || status === 401 || status === 403 || status === 422 ? texts.signIn.wrong : error.message
}
