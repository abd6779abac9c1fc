import type { TwoFactorBegun } from '@baton/protocol'
import { Button, Modal, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { beginTwoFactor, confirmTwoFactor } from '../api/account.ts'
import { keys } from '../api/keys.ts'
import { problemCode } from '../api/problem.ts'
import { accountTexts } from '../texts/account.ts'
import { shared } from '../texts/shared.ts'
import { CopyField } from '../ui/copy-field.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { QrCode } from '../ui/qr-code.tsx'
import { BackupCodeList } from './backup-code-list.tsx'
import { renewsSession } from './session-renewal.ts'

const texts = accountTexts.twoFactor

/** Three steps: the password, a code of the app, and the backup codes to keep. */
export function TwoFactorSetUp({ onClose }: { onClose: () => void }) {
  const [begun, setBegun] = useState<TwoFactorBegun | null>(null)
  const [confirmed, setConfirmed] = useState(false)
  return (
    <Modal
      opened
      onClose={onClose}
      title={confirmed ? texts.doneTitle : texts.setUpTitle}
      // A click beside it must not lose codes that are shown only once.
      closeOnClickOutside={begun === null}
      closeButtonProps={{ 'aria-label': shared.close }}
    >
      {begun === null && <FirstPassword onBegun={setBegun} onClose={onClose} />}
      {begun !== null && !confirmed && <FirstCode begun={begun} onConfirmed={() => setConfirmed(true)} />}
      {begun !== null && confirmed && (
        <div className="stack">
          <BackupCodeList codes={begun.backupCodes} />
          <div className="line line_end">
            <DoneButton onClose={onClose} />
          </div>
        </div>
      )}
    </Modal>
  )
}

/** The page behind is told at the latest now. */
function DoneButton({ onClose }: { onClose: () => void }) {
  const client = useQueryClient()
  const done = () => {
    onClose()
    void client.invalidateQueries({ queryKey: keys.twoFactor })
  }
  return <Button onClick={done}>{texts.kept}</Button>
}

function FirstPassword({ onBegun, onClose }: { onBegun: (begun: TwoFactorBegun) => void; onClose: () => void }) {
  const [password, setPassword] = useState('')
  const beginning = useMutation({ mutationFn: () => beginTwoFactor(password), onSuccess: onBegun })
  const wrong = problemCode(beginning.error) === 'wrong_password'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (password !== '') beginning.mutate()
  }
  return (
    <form className="stack" noValidate onSubmit={submit}>
      <p>{texts.passwordDetail}</p>
      <PasswordInput
        label={texts.password}
        autoComplete="current-password"
        data-autofocus
        value={password}
        error={wrong ? accountTexts.account.wrongCurrent : null}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {beginning.isError && !wrong && <ProblemNotice error={beginning.error} title={texts.notBegun} />}
      <div className="line line_end">
        <Button variant="default" onClick={onClose}>
          {shared.cancel}
        </Button>
        <Button type="submit" loading={beginning.isPending}>
          {texts.next}
        </Button>
      </div>
    </form>
  )
}

function FirstCode({ begun, onConfirmed }: { begun: TwoFactorBegun; onConfirmed: () => void }) {
  const [code, setCode] = useState('')
  const confirming = useMutation({
    mutationFn: () => renewsSession(() => confirmTwoFactor(code)),
    onSuccess: onConfirmed,
  })
  const wrong = problemCode(confirming.error) === 'wrong_code'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (code.trim() !== '') confirming.mutate()
  }
  return (
    <form className="stack" noValidate onSubmit={submit}>
      <p>{texts.scan}</p>
      <QrCode text={begun.totpUri} label={texts.qrCode} />
      <CopyField label={texts.key} description={texts.keyHelp} value={secretOf(begun.totpUri)} />
      <TextInput
        label={texts.code}
        description={texts.codeHelp}
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        maxLength={10}
        value={code}
        error={wrong ? texts.wrongCode : null}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      {confirming.isError && !wrong && <ProblemNotice error={confirming.error} title={texts.notBegun} />}
      <div className="line line_end">
        <Button type="submit" loading={confirming.isPending}>
          {texts.switchOn}
        </Button>
      </div>
    </form>
  )
}

/** In groups of four, as people can type it. */
const secretOf = (uri: string): string => (new URL(uri).searchParams.get('secret') ?? '').replace(/(.{4})(?=.)/g, '$1 ')
