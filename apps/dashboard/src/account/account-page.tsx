import { Button, PasswordInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { changePassword } from '../api/account.ts'
import { ProblemError } from '../api/problem.ts'
import { accountTexts as texts } from '../texts/account.ts'
import { shared } from '../texts/shared.ts'
import { focusFirstWrong } from '../ui/focus-first-wrong.ts'
import { Page, Section } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { Appearance } from './appearance.tsx'
import { useMe } from './me.tsx'
import { NotificationSettings } from './notifications.tsx'
import { NewPassword, passwordProblem } from './password-field.tsx'
import { useSignOut } from './use-sign-out.ts'
import './account-page.css'

const said = texts.account

/** One's own name, looks, password and session. */
export function AccountPage() {
  const signOut = useSignOut()
  return (
    <Page title={said.title}>
      <Profile />
      <NotificationSettings />
      <Appearance />
      <Password />
      <Section title={said.session} help={said.sessionHelp}>
        <div>
          <Button variant="default" onClick={() => void signOut()}>
            {shared.signOut}
          </Button>
        </div>
      </Section>
    </Page>
  )
}

function Profile() {
  const { member, team } = useMe()
  const facts = [
    [said.name, member.name],
    [said.email, member.email],
    [said.team, team.name],
    [said.role, shared.roles[member.role]],
  ]
  return (
    <Section title={said.profile}>
      <dl className="facts">
        {facts.map(([label, value]) => (
          <div key={label} className="facts__row">
            <dt className="soft">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

function Password() {
  const form = useForm({
    initialValues: { current: '', next: '' },
    validate: { current: (value) => (value === '' ? said.wrongCurrent : null), next: passwordProblem },
  })
  const changing = useMutation({
    mutationFn: ({ current, next }: typeof form.values) => changePassword(current, next),
    onSuccess: () => form.reset(),
    onError: (error) => {
      if (isWrongPassword(error)) form.setFieldError('current', said.wrongCurrent)
    },
  })
  return (
    <Section title={said.passwordTitle} help={said.passwordHelp}>
      <form
        className="stack account-form"
        noValidate
        onSubmit={form.onSubmit((values) => changing.mutate(values), focusFirstWrong)}
      >
        <PasswordInput label={said.current} autoComplete="current-password" {...form.getInputProps('current')} />
        <NewPassword label={texts.password.new} {...form.getInputProps('next')} />
        {changing.isError && !isWrongPassword(changing.error) && <ProblemNotice error={changing.error} />}
        <div className="line">
          <Button type="submit" variant="default" loading={changing.isPending}>
            {said.change}
          </Button>
          {changing.isSuccess && !form.isDirty() && (
            <span className="done" role="status">
              {said.changed}
            </span>
          )}
        </div>
      </form>
    </Section>
  )
}

const isWrongPassword = (error: unknown) => error instanceof ProblemError && error.code === 'wrong_password'
