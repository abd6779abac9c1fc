import { Button, Skeleton } from '@mantine/core'
import { IconPlus, IconWebhook } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { useMe } from '../account/me.tsx'
import { keys } from '../api/keys.ts'
import { listWebhooks } from '../api/webhooks.ts'
import { useBot } from '../bots/use-bot.ts'
import { NoPermission } from '../shell/not-found.tsx'
import { webhookTexts as texts } from '../texts/webhooks.ts'
import { AfterDelay } from '../ui/after-delay.tsx'
import { Empty } from '../ui/empty.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { WebhookCard } from './webhook-card.tsx'
import './webhooks.css'

/** The webhooks of a bot, a card for each. */
export function WebhooksTab() {
  const { can } = useMe()
  return can.manageWebhooks ? <Webhooks /> : <NoPermission />
}

function Webhooks() {
  const bot = useBot()
  const list = useQuery({
    queryKey: keys.webhooks(bot.id),
    queryFn: () => listWebhooks(bot.id),
    refetchInterval: 15_000,
  })
  const none = list.data?.items.length === 0
  const add = (
    <Button component={Link} to="new" leftSection={<IconPlus size={16} />}>
      {texts.new}
    </Button>
  )
  return (
    <div className="stack">
      <div className="line line_apart line_wrap">
        <p className="soft webhooks__lead">{texts.lead}</p>
        {list.data && !none && add}
      </div>
      {list.isError && !list.data && <ProblemNotice error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && (
        <AfterDelay>
          <Skeleton height={72} mb="xs" />
          <Skeleton height={72} />
        </AfterDelay>
      )}
      {none && (
        <Empty icon={<IconWebhook size={20} />} title={texts.empty.title} detail={texts.empty.detail} action={add} />
      )}
      {list.data && !none && (
        <ul className="rows">
          {list.data.items.map((webhook) => (
            <WebhookCard key={webhook.id} webhook={webhook} />
          ))}
        </ul>
      )}
    </div>
  )
}
