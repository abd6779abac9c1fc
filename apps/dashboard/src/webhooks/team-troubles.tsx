import type { WebhookTrouble } from '@baton/protocol'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { useMe } from '../account/me.tsx'
import { keys } from '../api/keys.ts'
import { listTroubles } from '../api/webhooks.ts'
import { webhookTexts } from '../texts/webhooks.ts'
import { Moment } from '../ui/ages.tsx'
import './webhooks.css'

const texts = webhookTexts.teamTroubles

/** The team's webhooks that need somebody, where one looks for bots; nothing when all is well. */
export function TeamTroubles() {
  const { can } = useMe()
  const troubles = useQuery({
    queryKey: keys.webhookTroubles,
    queryFn: listTroubles,
    enabled: can.manageWebhooks,
    refetchInterval: 60_000,
  })
  const items = troubles.data?.items ?? []
  if (items.length === 0) return null
  return (
    <div className="problem webhook-trouble" role="note" aria-label={texts.title(items.length)}>
      <IconAlertTriangle size={18} aria-hidden="true" />
      <div className="problem__words stack stack_tight">
        <p className="strong">{texts.title(items.length)}</p>
        <ul className="stack stack_tight">
          {items.map((one) => (
            <Trouble key={one.webhookId} trouble={one} />
          ))}
        </ul>
      </div>
    </div>
  )
}

function Trouble({
  trouble: { webhookId, botId, botName, type, trouble, failed, since },
}: {
  trouble: WebhookTrouble
}) {
  return (
    <li>
      <Link to={`/bots/${botId}/webhooks/${webhookId}`}>{texts.of(webhookTexts.types[type].title, botName)}</Link>{' '}
      {texts.what[trouble](failed)} <Moment at={since} />
    </li>
  )
}
