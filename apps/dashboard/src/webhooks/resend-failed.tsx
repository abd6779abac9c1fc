import type { Webhook } from '@baton/protocol'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { keys } from '../api/keys.ts'
import { redeliverFailed } from '../api/webhooks.ts'
import { webhookTexts } from '../texts/webhooks.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'

const texts = webhookTexts.deliveries

/** Sends everything again that was given up, and says how much that was. */
export function ResendFailed({ webhook: { botId, id, enabled } }: { webhook: Webhook }) {
  const client = useQueryClient()
  const sending = useMutation({
    mutationFn: () => redeliverFailed(botId, id),
    onSettled: () => client.invalidateQueries({ queryKey: keys.deliveries(botId, id) }),
  })
  return (
    <div className="line line_wrap">
      <span className="small soft" role="status">
        {sending.isSuccess ? texts.resentMany(sending.data.count) : enabled ? '' : texts.resendLocked}
      </span>
      <Button variant="default" disabled={!enabled} loading={sending.isPending} onClick={() => sending.mutate()}>
        {texts.resendAll}
      </Button>
      {sending.isError && <ProblemNotice error={sending.error} title={texts.notResent} />}
    </div>
  )
}
