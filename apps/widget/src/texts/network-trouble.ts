import { texts } from './texts.ts'

export type Network = { online: boolean; reachable: boolean; failing: boolean }

/** What keeps messages from coming or going, in words; null when nothing does. */
export function networkTrouble(network: Network): string | null {
  if (!network.online) return texts.network.offline
  return network.reachable && !network.failing ? null : texts.network.reconnecting
}
