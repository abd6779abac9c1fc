import { setTimeout } from 'node:timers/promises'
import type { Connection } from './connection.ts'
import type { Identity } from './hello.ts'

const GONE_WITHIN_MS = 2_000
const CUT_WITHIN_MS = 500
const MAX_PER_ADDRESS = 200
const MAX_PER_CUSTOMER = 20

/** The open sockets of this process, counted by address and by customer. */
export class Sockets {
  readonly open = new Set<Connection>()
  readonly #perAddress = new Map<string, number>()
  readonly #perCustomer = new Map<string, number>()
  readonly #limited: boolean

  constructor(limited: boolean) {
    this.#limited = limited
  }

  isFullFor(address: string | null): boolean {
    return this.#limited && address !== null && (this.#perAddress.get(address) ?? 0) >= MAX_PER_ADDRESS
  }

  isFullForCustomer({ who }: Identity): boolean {
    if (!this.#limited || who.side === 'member') return false
    return (this.#perCustomer.get(who.customerId) ?? 0) >= MAX_PER_CUSTOMER
  }

  opened(connection: Connection): void {
    this.open.add(connection)
    count(this.#perAddress, connection.door.address, 1)
  }

  arrived({ who }: Identity): void {
    if (who.side === 'customer') count(this.#perCustomer, who.customerId, 1)
  }

  left({ who }: Identity): void {
    if (who.side === 'customer') count(this.#perCustomer, who.customerId, -1)
  }

  closed(connection: Connection): void {
    if (this.open.delete(connection)) count(this.#perAddress, connection.door.address, -1)
  }

  /** Tells everybody to come back later. Resolves when all are gone; who is slow to go is cut after 2 s. */
  async sendAway(): Promise<void> {
    for (const connection of this.open) connection.end('going_away')
    await this.#allGone(GONE_WITHIN_MS)
    for (const connection of this.open) connection.cut()
    await this.#allGone(CUT_WITHIN_MS)
  }

  async #allGone(within: number): Promise<void> {
    const until = performance.now() + within
    while (this.open.size > 0 && performance.now() < until) await setTimeout(10)
  }
}

function count(counts: Map<string, number>, key: string | null, by: 1 | -1): void {
  if (key === null) return
  const now = (counts.get(key) ?? 0) + by
  if (now <= 0) counts.delete(key)
  else counts.set(key, now)
}
