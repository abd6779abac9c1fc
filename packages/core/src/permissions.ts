export const roles = ['owner', 'admin', 'editor', 'responder', 'viewer'] as const
export type Role = (typeof roles)[number]

export const rights = [
  'conversation.read',
  'conversation.claim',
  'conversation.transfer_any',
  'bot.read',
  'bot.manage',
  'power_up.notify_emails',
  'webhook.manage',
  'api_key.manage',
  'outbox.manage',
  'member.read',
  'member.manage',
  'team.manage',
] as const
export type Right = (typeof rights)[number]

/** The one permission table; every route and socket handler asks it (`docs/permissions.md` shows it). */
const table: Record<Role, readonly Right[]> = {
  owner: rights,
  admin: rights.filter((right) => right !== 'team.manage'),
  editor: ['conversation.read', 'bot.read', 'bot.manage', 'member.read'],
  responder: ['conversation.read', 'conversation.claim', 'bot.read', 'member.read'],
  viewer: ['conversation.read', 'bot.read', 'member.read'],
}

/** Whether somebody with all of these roles may. An API key has two, its maker's and its own: the weaker decides. */
export function may(held: readonly Role[], right: Right): boolean {
  return held.length > 0 && held.every((role) => table[role].includes(right))
}

/** Whether a member of role `by` may change, remove or invite a member of role `of`. Admins leave owners alone. */
export function mayManageMember(by: readonly Role[], of: Role): boolean {
  return may(by, 'member.manage') && (of !== 'owner' || may(by, 'team.manage'))
}
