import { Anchor, Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { resetPassword } from '../api/account.ts'
import { ProblemError } from '../api/problem.ts'
import { accountTexts as texts } from '../texts/account.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { AuthPage } from './auth-page.tsx'
import { NewPassword, passwordProblem } from './password-field.tsx'

/** The page that the mailed link leads to. */
export function ResetPassword() {
  const [params] = useSearchParams()
  const token = params.get('token')
  const [password, setPassword] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const saving = useMutation({ mutationFn: (known: string) => resetPassword(known, password) })

  if (saving.isSuccess) {
    return (
      <AuthPage title={texts.reset.doneTitle} lead={texts.reset.done}>
        <Button component={Link} to="/sign-in">
          {texts.toSignIn}
        </Button>
      </AuthPage>
    )
  }
  if (!token || params.has('error') || isSpent(saving.error)) {
    return (
      <AuthPage title={texts.reset.badTitle} lead={texts.reset.bad}>
        <Button component={Link} to="/forgot-password">
          {texts.reset.again}
        </Button>
        <Anchor component={Link} to="/sign-in" ta="center">
          {texts.toSignIn}
        </Anchor>
      </AuthPage>
    )
  }
  return (
    <AuthPage title={texts.reset.title}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          const problem = passwordProblem(password)
          setWrong(problem)
          if (!problem) saving.mutate(token)
        }}
      >
        <NewPassword
          label={texts.password.new}
          autoFocus
          value={password}
          error={wrong}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {saving.isError && <ProblemNotice error={saving.error} />}
        <Button type="submit" loading={saving.isPending}>
          {texts.reset.action}
        </Button>
      </form>
    </AuthPage>
  )
}

const isSpent = (error: unknown) =>
  error instanceof ProblemError && (error.code === 'reset_link_invalid' || error.code === 'invalid_token')
