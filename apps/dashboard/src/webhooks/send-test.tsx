import type { Delivery, Webhook } from '@baton/protocol'
import { Button } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { keys } from '../api/keys.ts'
import { sendTest } from '../api/webhooks.ts'
import { webhookTexts } from '../texts/webhooks.ts'
import { Section } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { DeliveryMark } from './delivery-mark.tsx'
import { outcomeOf } from './outcome.ts'
import { deliveriesOf, useDeliveries } from './use-deliveries.ts'

const texts = webhookTexts.test

/** Sends a made-up event, and says here what the receiver answered. */
export function SendTest({ webhook }: { webhook: Webhook }) {
  const { botId, id, url } = webhook
  const client = useQueryClient()
  const log = useDeliveries(webhook)
  const testing = useMutation({
    mutationFn: () => sendTest(botId, id),
    onSettled: () => client.invalidateQueries({ queryKey: keys.deliveries(botId, id) }),
  })
  const sent = testing.data && (deliveriesOf(log.data).find((one) => one.id === testing.data.id) ?? testing.data)
  return (
    <Section title={texts.title} help={url === '' ? `${texts.help} ${texts.locked}` : texts.help}>
      <div className="line line_wrap send-test">
        <Button
          variant="default"
          leftSection={<IconSend size={16} />}
          disabled={url === ''}
          loading={testing.isPending}
          onClick={() => testing.mutate()}
        >
          {texts.action}
        </Button>
        <span role="status" className="small send-test__outcome">
          {sent && !testing.isPending && <Outcome delivery={sent} />}
        </span>
      </div>
      {testing.isError && <ProblemNotice error={testing.error} title={texts.notSent} />}
    </Section>
  )
}

function Outcome({ delivery }: { delivery: Delivery }) {
  if (delivery.lastAttempt === null) return <span className="soft">{texts.sending}</span>
  return (
    <>
      <DeliveryMark delivery={delivery} /> <span>{outcomeOf(delivery)}</span>
    </>
  )
}
