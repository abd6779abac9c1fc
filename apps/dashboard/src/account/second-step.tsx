import { Anchor, Button, Checkbox, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { signInWithBackupCode, signInWithCode } from '../api/account.ts'
import { problemCode } from '../api/problem.ts'
import { accountTexts } from '../texts/account.ts'
import { AuthPage } from './auth-page.tsx'

const texts = accountTexts.signIn

/** Why one has to begin again with the password. */
export type Again = 'sign_in_expired' | 'code_used'

type Props = { onDone: () => void; onAgain: (why: Again) => void }

/** The second step of signing in: a code of the app, or one of the backup codes. */
export function SecondStep({ onDone, onAgain }: Props) {
  const [backup, setBackup] = useState(false)
  const [code, setCode] = useState('')
  const [trustDevice, setTrust] = useState(false)
  const entering = useMutation({
    mutationFn: () => (backup ? signInWithBackupCode : signInWithCode)({ code, trustDevice }),
    onSuccess: onDone,
    onError: (error) => {
      const code = problemCode(error)
      if (code === 'sign_in_expired' || code === 'code_used') onAgain(code)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!entering.isPending && code.trim() !== '') entering.mutate()
  }
  const change = () => {
    setBackup(!backup)
    setCode('')
    entering.reset()
  }
  return (
    <AuthPage title={texts.codeTitle} lead={backup ? texts.backupLead : texts.codeLead}>
      <form className="stack" noValidate onSubmit={submit}>
        <TextInput
          key={backup ? 'backup' : 'app'}
          label={backup ? texts.backupCode : texts.code}
          inputMode={backup ? 'text' : 'numeric'}
          autoComplete="one-time-code"
          autoFocus
          maxLength={40}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={entering.isError ? why(entering.error, backup) : null}
        />
        <Checkbox
          label={texts.trust}
          checked={trustDevice}
          onChange={(event) => setTrust(event.currentTarget.checked)}
        />
        <Button type="submit" loading={entering.isPending} fullWidth>
          {texts.action}
        </Button>
        <Anchor component="button" type="button" onClick={change}>
          {backup ? texts.useApp : texts.useBackup}
        </Anchor>
      </form>
      {backup && <p className="small soft">{texts.lostAll}</p>}
    </AuthPage>
  )
}

function why(error: Error, backup: boolean): string {
  const code = problemCode(error)
  if (code === 'rate_limited') return texts.locked
  if (code === 'wrong_code' || code === 'invalid_request') return backup ? texts.wrongBackup : texts.wrongCode
  return error.message
}
