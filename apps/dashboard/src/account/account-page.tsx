import { accountTexts } from '../texts/account.ts'
import { Page } from '../ui/page.tsx'
import { Appearance } from './appearance.tsx'
import { NotificationSettings } from './notifications.tsx'
import { PasswordChange } from './password.tsx'
import { Profile } from './profile.tsx'
import { Sessions } from './sessions.tsx'
import { TwoFactorSetting } from './two-factor.tsx'
import './account-page.css'

/** Everything about oneself: who one is, how one is told and how it looks, and how safely it is kept. */
export function AccountPage() {
  return (
    <Page title={accountTexts.account.title}>
      <Profile />
      <NotificationSettings />
      <Appearance />
      <PasswordChange />
      <TwoFactorSetting />
      <Sessions />
    </Page>
  )
}
