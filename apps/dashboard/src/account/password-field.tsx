import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { accountTexts as texts } from '../texts/account.ts'

/** A new password, with the one rule there is. */
export function NewPassword(props: PasswordInputProps) {
  return (
    <PasswordInput
      label={texts.password.own}
      description={texts.password.help}
      autoComplete="new-password"
      required
      withAsterisk={false}
      {...props}
    />
  )
}

/** Why this password cannot be taken, or null. The server has the same rule. */
export function passwordProblem(password: string): string | null {
  if (password.length < 10) return texts.password.short
  return password.length > 128 ? texts.password.long : null
}

/** Why this cannot be an e-mail address, or null. Whether it exists is for the mail to find out. */
export const emailProblem = (email: string): string | null =>
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()) ? null : texts.emailWrong
