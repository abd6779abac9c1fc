/**
 * Whether this is one plain e-mail address (`local@host.tld`): no comments, quotes, groups or lists, so that it can be
 * put into an envelope without surprises. Narrower than RFC 5322 on purpose. At most 254 characters.
 */
export function isEmailAddress(text: string): boolean {
  return text.length <= 254 && plainAddress.test(text) && text.indexOf('@') <= 64
}

const plainAddress =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]$/
