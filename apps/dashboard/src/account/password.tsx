import { Button, PasswordInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { changePassword } from '../api/account.ts'
import { keys } from '../api/keys.ts'
import { problemCode } from '../api/problem.ts'
import { accountTexts } from '../texts/account.ts'
import { focusFirstWrong } from '../ui/focus-first-wrong.ts'
import { Section } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { NewPassword, passwordProblem } from './password-field.tsx'
import { renewsSession } from './session-renewal.ts'

const texts = accountTexts.account

/** Changes the password, and signs every other browser out by that. */
export function PasswordChange() {
  const client = useQueryClient()
  const form = useForm({
    initialValues: { current: '', next: '' },
    validate: { current: (value) => (value === '' ? texts.wrongCurrent : null), next: passwordProblem },
  })
  const changing = useMutation({
    mutationFn: ({ current, next }: typeof form.values) => renewsSession(() => changePassword(current, next)),
    onSuccess: () => {
      form.reset()
      void client.invalidateQueries({ queryKey: keys.sessions })
    },
    onError: (error) => {
      if (isWrongPassword(error)) form.setFieldError('current', texts.wrongCurrent)
    },
  })
  return (
    <Section title={texts.passwordTitle} help={texts.passwordHelp}>
      <form
        className="stack account-form"
        noValidate
        onSubmit={form.onSubmit((values) => changing.mutate(values), focusFirstWrong)}
      >
        <PasswordInput label={texts.current} autoComplete="current-password" {...form.getInputProps('current')} />
        <NewPassword label={accountTexts.password.new} {...form.getInputProps('next')} />
        {changing.isError && !isWrongPassword(changing.error) && (
          <ProblemNotice error={changing.error} title={texts.notChanged} />
        )}
        <div className="line">
          <Button type="submit" variant="default" loading={changing.isPending}>
            {texts.change}
          </Button>
          <span className="done" role="status">
            {changing.isSuccess && !form.isDirty() ? texts.changed : ''}
          </span>
        </div>
      </form>
    </Section>
  )
}

const isWrongPassword = (error: unknown) => problemCode(error) === 'wrong_password'
