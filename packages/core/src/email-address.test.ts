import { describe, expect, test } from 'vitest'
import { isEmailAddress } from './email-address.ts'

const longLabel = 'a'.repeat(63)
/** An address of exactly this many characters, all of its labels legal. */
function ofLength(length: number): string {
  const rest = length - 'dana@'.length - '.example'.length
  const labels = 'b'.repeat(rest).replace(/(.{60})(?=.)./g, '$1.')
  return `dana@${labels}.example`
}

const accepted = [
  'dana@example.com',
  'DANA@EXAMPLE.COM',
  'd@e.co',
  'dana.diaz@example.com',
  'dana+parcels@example.com',
  'dana+a+b@example.com',
  'dana_diaz@example.com',
  'dana-diaz@example.com',
  "o'dana@example.com",
  '1234567890@example.com',
  '_@example.com',
  'dana@mail.example.com',
  'dana@a.b.c.d.example.com',
  'dana@my-shop.example',
  'dana@1and1.example',
  'dana@123.example',
  'dana@xn--mller-kva.example',
  'dana@example.xn--p1ai',
  'dana@example.museum',
  'dana@example.co.uk',
  '{dana}=ops/team#1%2@example.com',
  'a!b$c&d*e?f^g`h|i~j@example.com',
  `${'d'.repeat(64)}@example.com`,
  `dana@${longLabel}.example`,
  ofLength(254),
]

const refused: [string, string][] = [
  ['nothing', ''],
  ['only white space', '   '],
  ['no at sign', 'dana.example.com'],
  ['no local part', '@example.com'],
  ['no domain', 'dana@'],
  ['only an at sign', '@'],
  ['two at signs', 'dana@ben@example.com'],
  ['a doubled at sign', 'dana@@example.com'],
  ['no top-level domain', 'dana@example'],
  ['a machine name', 'dana@localhost'],
  ['a dot at the end of the domain', 'dana@example.com.'],
  ['a dot at its start', 'dana@.example.com'],
  ['two dots in the domain', 'dana@example..com'],
  ['a dot at the start', '.dana@example.com'],
  ['a dot before the at sign', 'dana.@example.com'],
  ['two dots in the local part', 'dana..diaz@example.com'],
  ['a label that begins with a hyphen', 'dana@-example.com'],
  ['a label that ends with a hyphen', 'dana@example-.com'],
  ['an underscore in the domain', 'dana@my_shop.com'],
  ['a top-level domain of one letter', 'dana@example.c'],
  ['a top-level domain of digits', 'dana@example.123'],
  ['an IPv4 address as its domain', 'dana@127.0.0.1'],
  ['an IPv4 literal', 'dana@[127.0.0.1]'],
  ['an IPv6 literal', 'dana@[IPv6:::1]'],
  ['a quoted local part', '"dana"@example.com'],
  ['a quoted local part with a space', '"dana diaz"@example.com'],
  ['a quoted at sign', '"dana@home"@example.com'],
  ['a quote inside', 'da"na@example.com'],
  ['a comment before', '(Dana)dana@example.com'],
  ['a comment after the local part', 'dana(Dana)@example.com'],
  ['a comment after', 'dana@example.com(Dana)'],
  ['a display name', 'Dana <dana@example.com>'],
  ['a quoted display name', '"Díaz, Dana" <dana@example.com>'],
  ['angle brackets', '<dana@example.com>'],
  ['a group', 'friends: dana@example.com, ben@example.com;'],
  ['an empty group', 'undisclosed-recipients:;'],
  ['two addresses by comma', 'dana@example.com,ben@example.com'],
  ['two addresses by comma and space', 'dana@example.com, ben@example.com'],
  ['two addresses by semicolon', 'dana@example.com;ben@example.com'],
  ['two addresses by space', 'dana@example.com ben@example.com'],
  ['two addresses by line', 'dana@example.com\nben@example.com'],
  ['a comma at the end', 'dana@example.com,'],
  ['a line feed at the end', 'dana@example.com\n'],
  ['a carriage return at the end', 'dana@example.com\r'],
  ['a header after it', 'dana@example.com\r\nBcc: everybody@example.com'],
  ['an encoded header stays text', 'dana@example.com%0ABcc:everybody@example.com'],
  ['a line feed inside', 'da\nna@example.com'],
  ['a space before', ' dana@example.com'],
  ['a space after', 'dana@example.com '],
  ['a space inside', 'da na@example.com'],
  ['a space before the at sign', 'dana @example.com'],
  ['a space after the at sign', 'dana@ example.com'],
  ['a tab', 'dana@exam\tple.com'],
  ['a no-break space', 'dana@example.com\u00a0'],
  ['a zero-width space', 'dana\u200b@example.com'],
  ['a right-to-left mark', 'dana@example\u200f.com'],
  ['NUL', 'dana\u0000@example.com'],
  ['an escape', 'dana\\@example.com'],
  ['a colon', 'dana:diaz@example.com'],
  ['a mailto address', 'mailto:dana@example.com'],
  ['a web address', 'https://example.com/dana@example.com'],
  ['letters beyond ASCII before the at sign', 'díaz@example.com'],
  ['letters beyond ASCII after it', 'dana@müller.example'],
  ['a full-width at sign', 'dana＠example.com'],
  ['a full-width dot', 'dana@example。com'],
  ['a source route', '@relay.example:dana@example.com'],
  ['a port', 'dana@example.com:25'],
  ['a local part of 65 characters', `${'d'.repeat(65)}@example.com`],
  ['a label of 64 characters', `dana@a${longLabel}.example`],
  ['255 characters', ofLength(255)],
  ['very many characters', `dana@${'a.'.repeat(50_000)}example`],
]

describe('an e-mail address', () => {
  test.each(accepted)('%s is accepted', (address) => {
    expect(isEmailAddress(address)).toBe(true)
  })

  test.each(refused)('%s is refused: %j', (_, address) => {
    expect(isEmailAddress(address)).toBe(false)
  })

  test('the corpus is large, and its longest address is exactly as long as is allowed', () => {
    expect(accepted.length + refused.length).toBeGreaterThan(90)
    expect([ofLength(254).length, ofLength(255).length]).toEqual([254, 255])
  })

  test('is decided quickly, whatever is typed', () => {
    const nasty = [`${'a.'.repeat(126)}@`, `${'a'.repeat(63)}@${'a-'.repeat(90)}`, `a@${'a.'.repeat(120)}1`]
    const began = performance.now()
    for (let times = 0; times < 1000; times += 1) for (const text of nasty) isEmailAddress(text)
    expect(performance.now() - began).toBeLessThan(1000)
  })
})
