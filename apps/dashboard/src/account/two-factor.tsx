import { Button, Skeleton } from '@mantine/core'
import { IconShieldCheck, IconShieldOff } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { disableTwoFactor, getTwoFactor, newBackupCodes } from '../api/account.ts'
import { keys } from '../api/keys.ts'
import { accountTexts } from '../texts/account.ts'
import { AfterDelay } from '../ui/after-delay.tsx'
import { Section } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { BackupCodeList } from './backup-code-list.tsx'
import { PasswordDialog } from './password-dialog.tsx'
import { renewsSession } from './session-renewal.ts'
import { TwoFactorSetUp } from './two-factor-set-up.tsx'

const texts = accountTexts.twoFactor

/** Whether signing in takes a second step, and how to change that. */
export function TwoFactorSetting() {
  const state = useQuery({ queryKey: keys.twoFactor, queryFn: getTwoFactor })
  // Kept here: the backup codes stay in sight although the page has already learnt that it is on.
  const [settingUp, setSettingUp] = useState(false)
  return (
    <Section title={texts.title} help={texts.help}>
      {state.isError && !state.data && <ProblemNotice error={state.error} retry={() => void state.refetch()} />}
      {!state.data && !state.isError && (
        <AfterDelay>
          <Skeleton height={36} />
        </AfterDelay>
      )}
      {state.data && !state.data.enabled && <Off onSetUp={() => setSettingUp(true)} />}
      {state.data?.enabled && <On left={state.data.backupCodesLeft} />}
      {settingUp && <TwoFactorSetUp onClose={() => setSettingUp(false)} />}
    </Section>
  )
}

function Off({ onSetUp }: { onSetUp: () => void }) {
  return (
    <div className="line line_wrap two-factor">
      <IconShieldOff size={20} stroke={1.6} className="soft" aria-hidden="true" />
      <p className="grow">{texts.off}</p>
      <Button variant="default" onClick={onSetUp}>
        {texts.setUp}
      </Button>
    </div>
  )
}

function On({ left }: { left: number }) {
  const client = useQueryClient()
  const [asking, setAsking] = useState<'off' | 'codes' | null>(null)
  const [codes, setCodes] = useState<string[] | null>(null)
  const read = () => client.invalidateQueries({ queryKey: keys.twoFactor })
  return (
    <div className="stack">
      <div className="line line_wrap two-factor">
        <IconShieldCheck size={20} stroke={1.6} className="two-factor__on" aria-hidden="true" />
        <p className="grow">
          <span className="strong">{texts.on}</span> <span className="soft">{texts.codesLeft(left)}</span>
        </p>
        <Button variant="default" onClick={() => setAsking('codes')}>
          {texts.newCodes}
        </Button>
        <Button variant="default" onClick={() => setAsking('off')}>
          {texts.switchOff}
        </Button>
      </div>
      {codes && <BackupCodeList codes={codes} />}
      <PasswordDialog
        opened={asking === 'codes'}
        title={texts.newCodes}
        detail={texts.newCodesDetail}
        action={texts.newCodes}
        ask={async (password) => setCodes((await newBackupCodes(password)).backupCodes)}
        onDone={read}
        onClose={() => setAsking(null)}
      />
      <PasswordDialog
        opened={asking === 'off'}
        title={texts.switchOffTitle}
        detail={texts.switchOffDetail}
        action={texts.switchOff}
        danger
        ask={(password) => renewsSession(() => disableTwoFactor(password))}
        onDone={read}
        onClose={() => setAsking(null)}
      />
    </div>
  )
}
