/** Which bot this page is for, and whether it was made for a frame; null where the address names none. */
export function readBotPath(pathname: string): { botId: string; framed: boolean } | null {
  const [, botId, embed] = /^\/b\/([^/]+)(\/embed)?\/?$/.exec(pathname) ?? []
  const decoded = botId === undefined ? null : decode(botId)
  return decoded === null ? null : { botId: decoded, framed: embed !== undefined }
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}
