import { randomBytes } from 'node:crypto'
import type { CustomerIdentities } from '../../store/customer-identities.ts'
import type { IdentitySecrets } from '../../store/identity-secrets.ts'
import { type IdentityRefusal, readIdentityToken } from './identity-tokens.ts'

type Deps = {
  secrets: IdentitySecrets
  customers: CustomerIdentities
  seal: (text: string) => string
  open: (sealed: string) => string
  now: () => number
}

export type Recognised = { customerId: string; name: string | null; email: string | null }
export type Identities = ReturnType<typeof openIdentities>

/** Who a site's signed tokens say that its customers are. */
export function openIdentities({ secrets, customers, seal, open, now }: Deps) {
  return {
    /** Makes the bot's secret, or another one: tokens signed with the former are refused from now on. Seen only here. */
    makeSecret: async (botId: string): Promise<{ secret: string; madeAt: number }> => {
      const secret = `idsec_${randomBytes(32).toString('base64url')}`
      const madeAt = now()
      await secrets.write(botId, seal(secret), madeAt)
      return { secret, madeAt }
    },
    /** Nobody is identified any more. */
    forgetSecret: (botId: string): Promise<void> => secrets.forget(botId, now()),
    /** The customer whom the token proves; `earlier` is who they were in this browser before. */
    recognise: async (
      token: string,
      bot: { botId: string; teamId: string },
      earlier: string | null,
    ): Promise<Recognised | IdentityRefusal> => {
      const sealed = await secrets.read(bot.botId)
      if (sealed === null) return { refused: 'This bot has no secret for identities. Make one in its Web tab.' }
      const proven = await readIdentityToken(token, { secret: open(sealed), botId: bot.botId, now: now() })
      if ('refused' in proven) return proven
      const customerId = await customers.recognise({ ...bot, ...proven }, earlier)
      return { customerId, name: proven.name, email: proven.email }
    },
    of: customers.of,
    newestConversation: customers.newestConversation,
  }
}
