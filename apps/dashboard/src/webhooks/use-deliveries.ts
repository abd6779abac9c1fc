import type { Delivery, DeliveryStatus, Page, Webhook } from '@baton/protocol'
import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query'
import { keys } from '../api/keys.ts'
import { listDeliveries } from '../api/webhooks.ts'

const PAGE = 20
const SOON_MS = 15_000
/** How often the log is read again, in milliseconds. */
const pace = { running: 1_000, waiting: 3_000, quiet: 6_000 }

/** The log of a webhook's deliveries, newest first, read again as often as something is about to happen. */
export function useDeliveries({ botId, id }: Webhook, status?: DeliveryStatus) {
  return useInfiniteQuery({
    queryKey: keys.deliveriesOf(botId, id, status ?? 'all'),
    queryFn: ({ pageParam }) => listDeliveries(botId, id, { limit: PAGE, cursor: pageParam, status }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: (query) => paceOf(deliveriesOf(query.state.data), Date.now()),
  })
}

/** The deliveries of all pages that were read. */
export const deliveriesOf = (data: InfiniteData<Page<Delivery>> | undefined): Delivery[] =>
  data?.pages.flatMap((page) => page.items) ?? []

/** In milliseconds: every second while a try is due, every three while one is planned, every six else. */
export function paceOf(deliveries: readonly Pick<Delivery, 'status' | 'nextAttemptAt'>[], now: number): number {
  const waiting = deliveries.filter((one) => one.status === 'waiting')
  const due = (at: string | null) => at === null || Date.parse(at) - now < SOON_MS
  if (waiting.some((one) => due(one.nextAttemptAt))) return pace.running
  return waiting.length > 0 ? pace.waiting : pace.quiet
}
