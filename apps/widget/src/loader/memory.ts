/**
 * What this site's browser keeps of one bot's chat: whether there is a conversation to come back to, whether the chat was ever
 * used, whether its customer is still to be forgotten, and whether it is open in this tab. Nothing before the chat was used,
 * and nothing where storage is blocked.
 */
export type Kept = 'conversation' | 'used' | 'reset' | 'open'

const storageOf = (what: Kept) => (what === 'open' ? sessionStorage : localStorage)
const nameOf = (bot: string, what: Kept) => `baton:${bot}${what === 'used' || what === 'reset' ? `:${what}` : ''}`

export function isKept(bot: string, what: Kept): boolean {
  try {
    return storageOf(what).getItem(nameOf(bot, what)) !== null
  } catch {
    return false
  }
}

export function keep(bot: string, what: Kept, value: boolean): void {
  try {
    if (value) storageOf(what).setItem(nameOf(bot, what), '1')
    else storageOf(what).removeItem(nameOf(bot, what))
  } catch {}
}
