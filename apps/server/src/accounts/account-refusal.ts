/** The closed list of expected noes of accounts, teams and invitations. */
export type AccountRefusal =
  | 'not_found'
  | 'forbidden'
  | 'email_taken'
  | 'invitation_invalid'
  | 'set_up_over'
  | 'own_role'
  | 'own_two_factor'
  | 'two_factor_off'
  | 'owner_by_transfer'
  | 'last_owner'
  | 'already_owner'
  | 'team_name_mismatch'
  | 'key_role_too_strong'
  | 'picture_refused'

export type Refused = { ok: false; refusal: AccountRefusal }
export type Result<Value> = { ok: true; value: Value } | Refused

export const done = <Value>(value: Value): { ok: true; value: Value } => ({ ok: true, value })
export const refused = (refusal: AccountRefusal): Refused => ({ ok: false, refusal })

/** Rolls back a transaction that was found to be not allowed; `orRefusal` turns it into the answer. */
export class RolledBack extends Error {
  readonly refusal: AccountRefusal
  constructor(refusal: AccountRefusal) {
    super(refusal)
    this.refusal = refusal
  }
}

/** The result of work that may end in `RolledBack`. */
export async function orRefusal<Value>(work: () => Promise<Value>): Promise<Result<Value>> {
  try {
    return done(await work())
  } catch (error) {
    if (error instanceof RolledBack) return refused(error.refusal)
    throw error
  }
}
