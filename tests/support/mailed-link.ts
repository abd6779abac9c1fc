import { openMailedLinks } from '../../apps/server/src/channels/web/mailed-links.ts'
import { deriveSecrets } from '../../apps/server/src/secrets.ts'
import type { Servers } from './servers.ts'

export type LinkAbout = Record<'id' | 'botId' | 'customerId' | 'conversationId' | 'email', string>

/** The link that these servers would put into a mail at that time. */
export function mailedLink({ env }: Pick<Servers, 'env'>, about: LinkAbout, at = Date.now()): string {
  const secrets = deriveSecrets(env.BATON_SECRET ?? '')
  const used = { use: () => Promise.resolve(false) }
  return openMailedLinks({ ...secrets, used, now: () => at }).make(about).link
}

/** Whom a token speaks of. */
export function customerOfToken(token: string): string {
  const { sub } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
  return sub
}
