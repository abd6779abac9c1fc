import { describe, expect, test } from 'vitest'
import { may, mayManageMember, type Right, type Role, rights, roles } from './permissions.ts'

// Spelled out by hand, cell by cell, in the order owner, admin, editor, responder, viewer: never derived from the code.
const expected: Record<Right, string> = {
  'conversation.read': 'yes yes yes yes yes',
  'conversation.claim': 'yes yes no  yes no ',
  'conversation.transfer_any': 'yes yes no  no  no ',
  'bot.read': 'yes yes yes yes yes',
  'bot.manage': 'yes yes yes no  no ',
  'power_up.notify_emails': 'yes yes no  no  no ',
  'webhook.manage': 'yes yes no  no  no ',
  'api_key.manage': 'yes yes no  no  no ',
  'outbox.manage': 'yes yes no  no  no ',
  'member.read': 'yes yes yes yes yes',
  'member.manage': 'yes yes no  no  no ',
  'team.manage': 'yes no  no  no  no ',
}

const cells = Object.entries(expected).flatMap(([right, row]) =>
  row
    .trim()
    .split(/\s+/)
    .map((cell, index) => ({ right: right as Right, role: roles[index] ?? 'viewer', cell })),
)

describe('the permission table', () => {
  test('has a cell for every role and right', () => {
    expect(roles).toEqual(['owner', 'admin', 'editor', 'responder', 'viewer'])
    expect(Object.keys(expected).sort()).toEqual([...rights].sort())
    expect(cells).toHaveLength(roles.length * rights.length)
  })

  test.each(cells)('$role, $right: $cell', ({ role, right, cell }) => {
    expect(may([role], right)).toBe(cell === 'yes')
  })

  test('without any role nothing is allowed', () => {
    for (const right of rights) expect(may([], right)).toBe(false)
  })

  test('LC51: of two roles the weaker decides, in either order', () => {
    for (const first of roles) {
      for (const second of roles) {
        for (const right of rights) {
          expect(may([first, second], right)).toBe(may([first], right) && may([second], right))
        }
      }
    }
  })
})

describe('managing members', () => {
  const managed: Record<Role, readonly Role[]> = {
    owner: ['owner', 'admin', 'editor', 'responder', 'viewer'],
    admin: ['admin', 'editor', 'responder', 'viewer'],
    editor: [],
    responder: [],
    viewer: [],
  }

  test.each(roles)('%s manages exactly those whom the table says', (by) => {
    expect(roles.filter((of) => mayManageMember([by], of))).toEqual(roles.filter((of) => managed[by].includes(of)))
  })

  test("an owner with an admin's API key leaves owners alone, with a responder's manages nobody", () => {
    expect(mayManageMember(['owner', 'admin'], 'owner')).toBe(false)
    expect(mayManageMember(['owner', 'admin'], 'admin')).toBe(true)
    expect(roles.filter((of) => mayManageMember(['owner', 'responder'], of))).toEqual([])
  })
})
