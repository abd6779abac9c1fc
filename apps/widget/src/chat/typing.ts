/** Until when the dots of each side may be shown, in milliseconds of the page's clock; null when nobody writes. */
export type Typing = { bot: number | null; agent: { name: string; until: number } | null }

export const nobodyTypes: Typing = { bot: null, agent: null }

/** Without the signs that have run out. Returns the same object when none has. */
export function expireTyping(typing: Typing, now: number): Typing {
  const bot = typing.bot !== null && typing.bot > now ? typing.bot : null
  const agent = typing.agent && typing.agent.until > now ? typing.agent : null
  return bot === typing.bot && agent === typing.agent ? typing : { bot, agent }
}

/** When the next sign runs out, or null. */
export function nextExpiry({ bot, agent }: Typing): number | null {
  const times = [bot, agent?.until].filter((time): time is number => typeof time === 'number')
  return times.length === 0 ? null : Math.min(...times)
}
