import type { Config } from '../config.ts'
import { type AddressGuard, createAddressGuard } from '../guard/address-guard.ts'

/** The ways out to addresses that members typed. */
export type Guards = {
  webhooks: AddressGuard
  /** Pages for knowledge, and the servers of models. */
  outside: AddressGuard
  close: () => Promise<void>
}

/** One guard for receivers of webhooks, which a setting of their own can let into the private network, and one for the rest. */
export function openGuards({ allowPrivateWebhooks, allowPrivateAddresses: allowList }: Config): Guards {
  const webhooks = createAddressGuard({ allowPrivate: allowPrivateWebhooks, allowList })
  const outside = createAddressGuard({ allowPrivate: false, allowList })
  return {
    webhooks,
    outside,
    close: async () => {
      await Promise.all([webhooks.close(), outside.close()])
    },
  }
}
