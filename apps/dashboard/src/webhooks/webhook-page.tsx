import type { Webhook } from '@baton/protocol'
import { IconWebhookOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { useMe } from '../account/me.tsx'
import { keys } from '../api/keys.ts'
import { ProblemError } from '../api/problem.ts'
import { getWebhook } from '../api/webhooks.ts'
import { useBot } from '../bots/use-bot.ts'
import { NoPermission } from '../shell/not-found.tsx'
import { webhookTexts } from '../texts/webhooks.ts'
import { PartMissing, PartPage } from '../ui/part-page.tsx'
import { DeleteWebhook } from './delete-webhook.tsx'
import { Deliveries } from './deliveries.tsx'
import { useNewSecret } from './new-secrets.ts'
import { NewSecret, Secret } from './secret.tsx'
import { SendTest } from './send-test.tsx'
import { TypeIcon } from './type-icon.tsx'
import { WebhookSettings } from './webhook-settings.tsx'
import './webhooks.css'

const texts = webhookTexts.page

/** The page of one webhook: where it goes, whether it is on, its secret, and what was sent. */
export function WebhookPage() {
  const { can } = useMe()
  const { webhookId = '' } = useParams()
  return can.manageWebhooks ? <OneWebhook key={webhookId} id={webhookId} /> : <NoPermission />
}

function OneWebhook({ id }: { id: string }) {
  const bot = useBot()
  const webhook = useQuery({ queryKey: keys.webhook(bot.id, id), queryFn: () => getWebhook(bot.id, id) })
  if (webhook.error instanceof ProblemError && webhook.error.status === 404) {
    return <PartMissing icon={<IconWebhookOff size={20} />} words={texts.notFound} />
  }
  return (
    <PartPage
      wide
      back={texts.back}
      error={webhook.data ? null : webhook.error}
      retry={() => void webhook.refetch()}
      loading={webhook.isPending}
      heights={[40, 64, 120]}
    >
      {webhook.data && <Parts webhook={webhook.data} />}
    </PartPage>
  )
}

function Parts({ webhook }: { webhook: Webhook }) {
  const [secret, setSecret] = useNewSecret(webhook.id)
  const { title, fires } = webhookTexts.types[webhook.type]
  return (
    <div className="settings">
      <header className="webhook-head">
        <TypeIcon type={webhook.type} />
        <div className="grow">
          <h2>{title}</h2>
          <p className="soft">
            {fires} <code className="small">{webhook.type}</code>
          </p>
        </div>
      </header>
      {secret !== null && <NewSecret secret={secret} onStored={() => setSecret(null)} />}
      <WebhookSettings webhook={webhook} />
      <SendTest webhook={webhook} />
      <Secret webhook={webhook} onNew={setSecret} />
      <Deliveries webhook={webhook} />
      <DeleteWebhook webhook={webhook} />
    </div>
  )
}
