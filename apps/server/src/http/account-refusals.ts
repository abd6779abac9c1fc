import type { ProblemCode } from '@baton/protocol'
import type { AccountRefusal, Result } from '../accounts/account-refusal.ts'
import type { CredentialAnswer, CredentialRefusal, CredentialResult } from '../accounts/credentials.ts'
import { type Refused, refuse } from './problems.ts'

/** The value of a result; ends the request with the refusal's problem when there is none. */
export function valueOrProblem<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value
  throw accountProblem(result.refusal)
}

export function accountProblem(refusal: AccountRefusal): Refused {
  const [status, title, detail] = wording[refusal]
  return refuse(status, refusal, title, detail)
}

const wording: Record<AccountRefusal, readonly [status: number, title: string, detail: string]> = {
  not_found: [404, 'Not found', 'There is nothing here, or it is not yours to see.'],
  forbidden: [403, 'Not allowed', 'Your role does not allow this. An owner or admin can change it.'],
  email_taken: [409, 'Address in use', 'This address already has an account. A person belongs to one team.'],
  invitation_invalid: [404, 'Invitation no longer valid', 'It was used, revoked or has expired. Ask for a new one.'],
  set_up_over: [
    404,
    'Link no longer valid',
    'The set-up is done, or a newer link was printed. Look at the server’s terminal.',
  ],
  own_role: [409, 'Your own role', 'Nobody can change their own role. Ask another owner or admin.'],
  own_two_factor: [409, 'Your own two-factor', 'Switch it off in your account, with your password.'],
  two_factor_off: [409, 'Two-factor is off', 'This member signs in with a password alone.'],
  owner_by_transfer: [409, 'Transfer ownership', 'A member becomes owner only by transfer of ownership.'],
  last_owner: [409, 'Last owner', 'A team needs an owner. Transfer the ownership first.'],
  already_owner: [409, 'Already an owner', 'This member is an owner already.'],
  team_name_mismatch: [409, 'Name does not match', 'Type the team’s name exactly as it is to delete it.'],
  picture_refused: [422, 'Not a picture we can use', 'Send a PNG, JPEG, WebP or GIF of at most 1024 × 1024 pixels.'],
  key_role_too_strong: [403, 'Role too strong', 'A key may have at most the rights of the member who makes it.'],
}

/** What the credentials library answered; ends the request with its refusal, in our words where we know it. */
export function credentialAnswer(result: CredentialResult): CredentialAnswer {
  if (result.ok) return result
  throw credentialProblem(result)
}

function credentialProblem({ status, code, message }: CredentialRefusal): Refused {
  const known = renamed[code]
  if (known === undefined) return refuse(status, 'bad_request', 'Refused', message)
  const [name, title, detail, ours = status] = known
  return refuse(ours, name, title, detail)
}

const wrongCredentials = ['invalid_credentials', 'Wrong address or password', 'Check both and try again.'] as const

const wrongCode = [
  'wrong_code',
  'Wrong code',
  'Check it and try again. Each code works once and not for long.',
  400,
] as const
const twoFactorOff = ['two_factor_off', 'Two-factor is off', 'Switch it on first.', 409] as const

/** The library's codes that people meet, by our names; with a status where its own would mislead. */
const renamed: Record<string, readonly [code: ProblemCode, title: string, detail: string, status?: number]> = {
  invalid_email_or_password: wrongCredentials,
  invalid_email: wrongCredentials,
  invalid_password: ['wrong_password', 'Wrong password', 'The current password is not right.'],
  invalid_token: ['reset_link_invalid', 'Link no longer valid', 'It was used or has expired. Ask for a new one.'],
  user_not_found: ['reset_link_invalid', 'Link no longer valid', 'It was used or has expired. Ask for a new one.'],
  invalid_code: wrongCode,
  invalid_backup_code: wrongCode,
  code_used: [
    'code_used',
    'Code used already',
    'Each code works once. Begin with your password, then type the next code.',
  ],
  invalid_two_factor_cookie: [
    'sign_in_expired',
    'Sign in again',
    'This sign-in took too long. Begin with your password.',
  ],
  too_many_attempts_request_new_code: [
    'sign_in_expired',
    'Sign in again',
    'There were too many wrong codes. Begin with your password.',
    401,
  ],
  account_temporarily_locked: [
    'rate_limited',
    'Too many tries',
    'There were too many wrong codes. Wait a quarter of an hour, then try again.',
  ],
  totp_already_enabled: ['two_factor_on', 'Two-factor is on', 'Switch it off first to set it up anew.', 409],
  totp_not_enabled: twoFactorOff,
  two_factor_not_enabled: twoFactorOff,
  backup_codes_not_enabled: twoFactorOff,
  unauthorized: ['unauthorized', 'Not signed in', 'Sign in and try again.'],
}
