import { Button, Modal, PasswordInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { problemCode } from '../api/problem.ts'
import { accountTexts } from '../texts/account.ts'
import { shared } from '../texts/shared.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'

type Props = {
  opened: boolean
  title: string
  detail: string
  action: string
  danger?: boolean
  ask: (password: string) => Promise<unknown>
  onDone: () => unknown
  onClose: () => void
}

/** Asks for the password before something that a stranger at an open desk must not do. */
export function PasswordDialog(props: Props) {
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      closeButtonProps={{ 'aria-label': shared.close }}
    >
      <PasswordForm {...props} />
    </Modal>
  )
}

function PasswordForm({ detail, action, danger = false, ask, onDone, onClose }: Props) {
  const [password, setPassword] = useState('')
  const asking = useMutation({
    mutationFn: () => ask(password),
    onSuccess: () => {
      onClose()
      onDone()
    },
  })
  const wrong = problemCode(asking.error) === 'wrong_password'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (password !== '') asking.mutate()
  }
  return (
    <form className="stack" noValidate onSubmit={submit}>
      <p>{detail}</p>
      <PasswordInput
        label={accountTexts.twoFactor.password}
        autoComplete="current-password"
        data-autofocus
        value={password}
        error={wrong ? accountTexts.account.wrongCurrent : null}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {asking.isError && !wrong && <ProblemNotice error={asking.error} title={accountTexts.account.notChanged} />}
      <div className="line line_end">
        <Button variant="default" onClick={onClose}>
          {shared.cancel}
        </Button>
        <Button type="submit" color={danger ? 'danger' : 'accent'} loading={asking.isPending}>
          {action}
        </Button>
      </div>
    </form>
  )
}
