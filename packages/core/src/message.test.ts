import { describe, expect, test } from 'vitest'
import { MAX_MESSAGE_LENGTH, textFault } from './message.ts'

describe("a message's text", () => {
  test.each([
    'Hi',
    '?',
    '0',
    '👍',
    'a\nb',
    '  indented',
    'مرحبا',
    '你好',
    'e\u0301',
    '👩‍👩‍👧',
    '\u200fשלום',
    '\ufeffHi',
  ])('%j is fine', (text) => {
    expect(textFault(text)).toBeNull()
  })

  test.each(['', ' ', '\n', '\r\n\t ', '\u00a0', '\u2003', '\u3000', '\ufeff'])('%j is empty', (text) => {
    expect(textFault(text)).toBe('message_empty')
  })

  test.each(['\u0000', 'a\u0000b', '\ud83d', 'x\udc4d', '\udc4d\ud83d', `${'x'.repeat(MAX_MESSAGE_LENGTH)}\ud83d`])(
    '%j is no text',
    (text) => {
      expect(textFault(text)).toBe('message_not_text')
    },
  )

  test('is as long as its code points, not its UTF-16 units', () => {
    expect(MAX_MESSAGE_LENGTH).toBe(4000)
    expect(textFault('x'.repeat(4000))).toBeNull()
    expect(textFault('👍'.repeat(4000))).toBeNull()
    expect(textFault('x'.repeat(4001))).toBe('message_too_long')
    expect(textFault(`${'👍'.repeat(4000)}x`)).toBe('message_too_long')
  })

  test('counts the white space at its ends', () => {
    expect(textFault(`${'x'.repeat(4000)}\n`)).toBe('message_too_long')
  })
})
