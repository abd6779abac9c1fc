import type { Page, UpdateWebhook, Webhook } from '@baton/protocol'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { keys } from '../api/keys.ts'
import { updateWebhook } from '../api/webhooks.ts'

/** Takes in what the server says a webhook is now. */
export function rememberWebhook(client: QueryClient, webhook: Webhook): void {
  const { botId, id } = webhook
  client.setQueryData(keys.webhook(botId, id), webhook)
  client.setQueryData<Page<Webhook>>(
    keys.webhooks(botId),
    (known) => known && { ...known, items: known.items.map((one) => (one.id === id ? webhook : one)) },
  )
}

/** Changes a webhook, and remembers what became of it. */
export function useChangeWebhook({ botId, id }: Webhook): (change: UpdateWebhook) => Promise<Webhook> {
  const client = useQueryClient()
  return async (change) => {
    const webhook = await updateWebhook(botId, id, change)
    rememberWebhook(client, webhook)
    void client.invalidateQueries({ queryKey: keys.deliveries(botId, id) })
    return webhook
  }
}
