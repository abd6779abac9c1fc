import { Anchor, Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link } from 'react-router'
import { signIn } from '../api/account.ts'
import { ProblemError } from '../api/problem.ts'
import { accountTexts } from '../texts/account.ts'
import { AuthPage } from './auth-page.tsx'
import type { Again } from './second-step.tsx'

const texts = accountTexts.signIn

type Props = { again: Again | null; onDone: () => void; onCode: () => void }

/** The first step of signing in, and for most the only one. */
export function PasswordStep({ again, onDone, onCode }: Props) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const entering = useMutation({
    mutationFn: () => signIn(email.trim(), password),
    onSuccess: (answer) => (answer.twoFactorRedirect ? onCode() : onDone()),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!entering.isPending) entering.mutate()
  }
  return (
    <AuthPage title={texts.title} lead={texts.lead}>
      {again !== null && entering.isIdle && (
        <p className="auth__note" role="alert">
          {again === 'code_used' ? texts.codeUsed : texts.tooLate}
        </p>
      )}
      <form className="stack" onSubmit={submit}>
        <TextInput
          label={texts.email}
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
          label={texts.password}
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={entering.isError ? why(entering.error) : null}
        />
        <Button type="submit" loading={entering.isPending} fullWidth>
          {texts.action}
        </Button>
        <Anchor component={Link} to="/forgot-password" ta="center">
          {texts.forgot}
        </Anchor>
      </form>
      <p className="small soft">{texts.noAccount}</p>
    </AuthPage>
  )
}

function why(error: Error): string {
  const status = error instanceof ProblemError ? error.status : 0
  if (status === 429) return texts.tooMany
  return status === 400 || status === 401 || status === 403 || status === 422 ? texts.wrong : error.message
}
