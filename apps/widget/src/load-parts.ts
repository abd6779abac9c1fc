import type { LoadFollowing } from './chat/following-later.ts'
import { loadRichText } from './view/formatted-text.tsx'

/** Fetches what is needed once there is a conversation. Both at once, so that no message is seen without its form. */
export const loadParts: LoadFollowing = async () => {
  try {
    const [following] = await Promise.all([import('./chat/following.ts'), loadRichText()])
    return following
  } catch {
    return null
  }
}
