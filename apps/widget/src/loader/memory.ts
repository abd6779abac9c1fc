/**
 * What this site's browser keeps of one bot's chat: whether there is a conversation to come back to, and whether the chat is
 * open in this tab. Nothing before the chat was used, and nothing where storage is blocked.
 */
export type Kept = 'conversation' | 'open'

const storageOf = (what: Kept) => (what === 'open' ? sessionStorage : localStorage)

export function isKept(bot: string, what: Kept): boolean {
  try {
    return storageOf(what).getItem(`baton:${bot}`) !== null
  } catch {
    return false
  }
}

export function keep(bot: string, what: Kept, value: boolean): void {
  try {
    if (value) storageOf(what).setItem(`baton:${bot}`, '1')
    else storageOf(what).removeItem(`baton:${bot}`)
  } catch {}
}
