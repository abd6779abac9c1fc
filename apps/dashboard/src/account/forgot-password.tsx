import { Anchor, Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { requestPasswordReset } from '../api/account.ts'
import { accountTexts as texts } from '../texts/account.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { AuthPage } from './auth-page.tsx'
import { emailProblem } from './password-field.tsx'

/** Asks for the mail with the link. Says the same whether the address has an account or not. */
export function ForgotPassword() {
  const [email, setEmail] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const asking = useMutation({ mutationFn: () => requestPasswordReset(email.trim()) })
  const back = (
    <Anchor component={Link} to="/sign-in" ta="center">
      {texts.forgot.back}
    </Anchor>
  )
  if (asking.isSuccess) {
    return (
      <AuthPage title={texts.forgot.sentTitle} lead={texts.forgot.sent(email.trim())}>
        <p className="soft">{texts.forgot.sentHelp}</p>
        {back}
      </AuthPage>
    )
  }
  return (
    <AuthPage title={texts.forgot.title} lead={texts.forgot.lead}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          const problem = emailProblem(email)
          setWrong(problem)
          if (!problem) asking.mutate()
        }}
      >
        <TextInput
          label={texts.signIn.email}
          type="email"
          autoComplete="username"
          autoFocus
          value={email}
          error={wrong}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        {asking.isError && <ProblemNotice error={asking.error} />}
        <Button type="submit" loading={asking.isPending}>
          {texts.forgot.action}
        </Button>
        {back}
      </form>
    </AuthPage>
  )
}
